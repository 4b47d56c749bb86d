import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the files are made by; another state of it makes others. */
const makers = ["sandbox/emulator/model", "plugin/standIn", "test/bench/makeModel.ts"];

/** Makes a file once for this state of its makers, and keeps it in the system's temporary folder. Gives its path. */
export async function cachedFile(name: string, make: () => Promise<Uint8Array>): Promise<string> {
    const folder = join(tmpdir(), `babylon-scenario-bench-${hashOf(makers)}`);
    const path = join(folder, name);
    if (!existsSync(path)) {
        mkdirSync(folder, { recursive: true });
        // Never half a file, however the run ends.
        writeFileSync(`${path}.part`, await make());
        renameSync(`${path}.part`, path);
    }
    return path;
}

function hashOf(paths: readonly string[]): string {
    const hash = createHash("sha256");
    for (const path of paths.flatMap(filesIn)) {
        hash.update(readFileSync(path));
    }
    return hash.digest("hex").slice(0, 12);
}

const filesIn = (path: string): string[] =>
    path.endsWith(".ts") ? [path] : readdirSync(path).map((name) => join(path, name));
