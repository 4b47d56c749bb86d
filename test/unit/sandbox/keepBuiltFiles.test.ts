import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepBuiltFiles } from "../../../sandbox/server/keepBuiltFiles";

let root: string;
let server: Awaited<ReturnType<typeof preview>>;
beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "built-"));
    await mkdir(join(root, "dist/assets"), { recursive: true });
    await writeFile(join(root, "dist/index.html"), "<!doctype html>");
    await writeFile(join(root, "dist/assets/code-1a2b.js"), "export {};");
    server = await preview({
        ...{ configFile: false, root, logLevel: "error" },
        plugins: [keepBuiltFiles()],
        preview: { host: "127.0.0.1", port: 0 },
    });
});
afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true });
});

it.each([
    ["a built file, whose name changes with it", "assets/code-1a2b.js", /immutable/],
    ["one that is not there", "assets/code-3c4d.js", /^(no-cache|)$/],
    ["a page, which keeps its name", "", /^no-cache$/],
])("what browsers may keep is right for %s", async (_, path, expected) => {
    const answer = await fetch(`${server.resolvedUrls?.local[0]}${path}`);
    expect(answer.headers.get("cache-control") ?? "").toMatch(expected);
});
