import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { findBrowser } from "../browser/support/findBrowser";

export function describeMachine(): string {
    const [cpu] = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    return `${cpus().length} × ${cpu?.model.trim() || "unnamed core"}, ${memory} GiB, software rendering (SwiftShader)`;
}

const measured = ["@babylonjs/core", "@babylonjs/loaders", "@babylonjs/inspector", "three", "playwright-core"];

export function readVersions(): Record<string, string> {
    const versions = measured.map((name) => {
        const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
        return [name, String(JSON.parse(readFileSync(file, "utf8")).version)] as const;
    });
    const browser = firstLine(findBrowser(), ["--version"]);
    return { node: process.version, browser, ...Object.fromEntries(versions) };
}

/** With a mark when files were changed since. */
export function readCommit(): string {
    return firstLine("git", ["describe", "--always", "--dirty"]);
}

function firstLine(program: string, args: readonly string[]): string {
    try {
        return execFileSync(program, args, { encoding: "utf8" }).split("\n")[0]?.trim() ?? "unknown";
    } catch {
        return "unknown";
    }
}
