import { gzipSync } from "node:zlib";
import type { Rolldown } from "vite";
import { buildForProduction } from "../browser/support/buildForProduction";

/** An app as it is built, and what it loads before it runs. */
export interface BuiltApp {
    folder: string;
    /** Bytes of all scripts of the first load, each packed with gzip. */
    firstLoad: number;
    /** What is in these scripts. */
    firstModules: ReadonlySet<string>;
    /** The files that are there for the extension alone. */
    extensionFiles: readonly string[];
}

type Chunk = Rolldown.OutputChunk;

const root = "test/bench/closedPane";

/**
 * Builds one of the apps with the Inspector as Vite does, or with these modules in one file. In the second way two apps
 * differ by their code alone, and not by how the bundler cuts what their first load shares with what comes later.
 */
export async function buildApp(app: string, together?: ReadonlySet<string>): Promise<BuiltApp> {
    const folder = `test/output/closed-pane-${app}-${together === undefined ? "as-usual" : "one-file"}`;
    const group = { name: (id: string) => (together?.has(id) ? "first-load" : null) };
    const files = await buildForProduction({
        configFile: false,
        root,
        plugins: [{ name: "app", transformIndexHtml: { order: "pre", handler: (html) => html.replace("%APP%", app) } }],
        build: {
            ...{ outDir: `../../../${folder}`, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 9000 },
            rolldownOptions: {
                input: `${root}/page.html`,
                ...(together === undefined ? {} : { output: { codeSplitting: { groups: [group] } } }),
            },
        },
    });
    const chunks = files.filter((file): file is Chunk => file.type === "chunk");
    const chunksWith = (is: (chunk: Chunk) => boolean | undefined) => loadedWith(chunks.filter(is), chunks);
    const atFirst = [...chunksWith(({ isEntry }) => isEntry)];
    const extension = chunksWith(({ facadeModuleId }) => facadeModuleId?.endsWith("/plugin/inspector.ts"));
    return {
        folder,
        firstLoad: atFirst.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
        firstModules: new Set(atFirst.flatMap(({ moduleIds }) => moduleIds)),
        extensionFiles: [...extension].filter((chunk) => !atFirst.includes(chunk)).map(({ fileName }) => fileName),
    };
}

/** Chunks and all that they cannot run without. */
function loadedWith(first: readonly Chunk[], chunks: readonly Chunk[]): Set<Chunk> {
    const loaded = new Set(first);
    for (const { imports } of loaded) {
        for (const chunk of chunks.filter(({ fileName }) => imports.includes(fileName))) {
            loaded.add(chunk);
        }
    }
    return loaded;
}
