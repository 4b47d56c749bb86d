import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

/** The package's files, by their names. */
const files = new Map<string, string>();

beforeAll(async () => {
    const built = await build({
        ...{ mode: "library", configFile: "vite.config.ts", configLoader: "runner", logLevel: "silent" },
        build: { write: false },
    });
    for (const result of [built].flat()) {
        for (const file of "output" in result ? result.output : []) {
            files.set(file.fileName, file.type === "chunk" ? file.code : "");
        }
    }
}, 60_000);

/** What each Worker brings along from other packages. */
const workers: [name: string, packages: string[]][] = [
    ["inspectWorker", ["image-size", "zod"]],
    [
        "optimiseWorker",
        [
            ...["core", "extensions", "functions"].map((name) => `@gltf-transform/${name}`),
            ...["image-size", "meshoptimizer/decoder", "meshoptimizer/simplifier", "zod"],
        ],
    ],
    ["standInWorker", []],
];

describe.each(workers)("the package's %s", (worker, packages) => {
    it("is a file of its own beside the entries", () => {
        expect([...files.keys()]).toEqual(expect.arrayContaining(["index.js", `${worker}.js`]));
    });

    it("is asked for once, in the one way that bundlers find", () => {
        const way = `new Worker\\(new URL\\("\\./${worker}\\.js", import\\.meta\\.url\\), \\{\\s*type: "module"`;
        const asked = [...files.values()].flatMap((code) => code.match(new RegExp(way, "g")) ?? []);
        expect(asked).toHaveLength(1);
    });

    it("brings nothing of Babylon.js along", () => {
        expect(outsideOf(`${worker}.js`)).toEqual(packages);
    });
});

describe("the package's pages", () => {
    it("ask for no other Worker", () => {
        const asked = [...files.values()].flatMap((code) => code.match(/new Worker\(/g) ?? []);
        expect(asked).toHaveLength(workers.length);
    });

    it.each(["index.js", "inspector.js"])("load nothing of what optimises models with %s", (entry) => {
        expect(outsideOf(entry).filter((name) => /gltf-transform|meshoptimizer/.test(name))).toEqual([]);
    });
});

/** The packages that a file and everything it imports are in need of. */
function outsideOf(entry: string): string[] {
    const seen = new Set([entry]);
    for (const name of seen) {
        const code = files.get(name) ?? "";
        for (const [, next = ""] of code.matchAll(/(?:from|import) ?"(?:\.\/)?([^"]+)"/g)) seen.add(next);
    }
    return [...seen].filter((name) => !files.has(name)).sort();
}
