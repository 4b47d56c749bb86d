import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";

/** The name that the extension's part of the first load gets as a file. */
export const extensionName = "extension-at-first";

const root = "test/bench/closedPane";

/** Builds an app and says how many bytes, packed with gzip, are loaded before it runs. */
export async function buildApp(app: "with" | "without"): Promise<{ folder: string; firstLoad: number }> {
    const folder = `test/output/closed-pane-${app}`;
    const output = { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: nameGroup }] } };
    const result = await build({
        ...{ configFile: false, root, logLevel: "error", mode: "production" },
        build: {
            ...{ outDir: `../../../${folder}`, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 6000 },
            rolldownOptions: { input: `${root}/${app}.html`, output },
        },
    });
    const built = [result].flat().flatMap((each) => ("output" in each ? each.output : []));
    const chunks = new Map(built.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file] as const] : [])));
    const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
    if (entry === undefined) {
        throw new Error("The app was not built.");
    }
    return { folder, firstLoad: sizeOf(loadedWith(entry, chunks)) };
}

/** The extension's own code that comes with the first load gets a file of its own, to be told apart. */
function nameGroup(id: string, context: Rolldown.ChunkingContext): string | null {
    const isOurs = /\/plugin\/|\/node_modules\/idb\//.test(id);
    return isOurs && isLoadedAtFirst(id, context) ? extensionName : null;
}

function isLoadedAtFirst(id: string, context: Rolldown.ChunkingContext, seen = new Set<string>()): boolean {
    const module = context.getModuleInfo(id);
    if (module === null || seen.has(id)) {
        return false;
    }
    seen.add(id);
    return module.isEntry || module.importers.some((importer) => isLoadedAtFirst(importer, context, seen));
}

type Chunk = Rolldown.OutputChunk;

/** A chunk and all that it cannot run without. */
function loadedWith(chunk: Chunk, chunks: ReadonlyMap<string, Chunk>, loaded = new Set<Chunk>()): Set<Chunk> {
    if (!loaded.has(chunk)) {
        loaded.add(chunk);
        for (const name of chunk.imports) {
            const imported = chunks.get(name);
            if (imported) {
                loadedWith(imported, chunks, loaded);
            }
        }
    }
    return loaded;
}

const sizeOf = (chunks: Iterable<Chunk>) =>
    [...chunks].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
