import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { expect, it, onTestFinished } from "vitest";
import { loadedTogether } from "../../../sandbox/server/loadedTogether";

/** Two pages that share a module, one of which loads another module later. */
const modules = {
    "one.js": 'import "./shared.js"; import "./own.js"; console.log("one"); import("./later.js");',
    "two.js": 'import "./shared.js"; console.log("two");',
    "shared.js": 'import "./deep.js"; console.log("shared");',
    "deep.js": 'console.log("deep");',
    "own.js": 'console.log("own");',
    "later.js": 'import "./deep.js"; console.log("later");',
};

async function buildPages(): Promise<Rolldown.OutputChunk[]> {
    const root = await mkdtemp(join(tmpdir(), "pages-"));
    onTestFinished(() => rm(root, { recursive: true }));
    for (const [name, code] of Object.entries(modules)) {
        await writeFile(join(root, name), code);
    }
    const input = ["one.js", "two.js"].map((name) => join(root, name));
    const groups = [{ name: loadedTogether(input) }];
    const result = await build({
        ...{ configFile: false, root, logLevel: "error" },
        build: {
            ...{ write: false, minify: false, modulePreload: false },
            rolldownOptions: { input, output: { codeSplitting: { groups, includeDependenciesRecursively: false } } },
        },
    });
    const outputs = [result].flat().flatMap((each) => ("output" in each ? each.output : []));
    return outputs.filter((output) => output.type === "chunk");
}

it("puts into one file what the same pages need at once, and leaves alone what comes later", async () => {
    const chunks = await buildPages();
    const together = chunks
        .map(({ code }) => [...code.matchAll(/console\.log\("(\w+)"\)/g)].map(([, name]) => name))
        .filter((names) => names.length > 0);
    expect(together.sort()).toEqual([["deep", "shared"], ["later"], ["own", "one"], ["two"]]);
});
