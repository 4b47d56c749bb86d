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

describe("the Worker in the package", () => {
    it("is a file of its own beside the entries", () => {
        expect([...files.keys()]).toEqual(expect.arrayContaining(["index.js", "inspectWorker.js"]));
    });

    it("is asked for in the one way that bundlers find", () => {
        const asking = [...files.values()].filter((code) => code.includes("new Worker("));
        expect(asking).toHaveLength(1);
        expect(asking[0]).toMatch(
            /new Worker\(new URL\("\.\/inspectWorker\.js", import\.meta\.url\), \{\s*type: "module"/,
        );
    });

    it("brings nothing of Babylon.js along", () => {
        const seen = new Set<string>();
        const visit = (name: string) => {
            seen.add(name);
            const code = files.get(name) ?? "";
            for (const [, next = ""] of code.matchAll(/from "(?:\.\/)?([^"]+)"/g)) if (!seen.has(next)) visit(next);
        };
        visit("inspectWorker.js");
        expect([...seen].filter((name) => !files.has(name)).sort()).toEqual(["image-size", "zod"]);
    });
});
