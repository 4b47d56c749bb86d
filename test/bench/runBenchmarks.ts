import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { setup as buildSandbox } from "../browser/support/buildSandbox";
import type { BenchResult } from "./benchResult";
import { paneWithHistory } from "./paneWithHistory";
import { toMarkdown } from "./toMarkdown";

export interface BenchReport {
    machine: string;
    versions: Readonly<Record<string, string>>;
    commit: string;
    results: readonly BenchResult[];
}

const benchmarks: readonly { id: string; run: () => Promise<BenchResult[]> }[] = [{ id: "pane", run: paneWithHistory }];

/** Runs all benchmarks, or those whose id begins with `only`, one after the other on the built sandbox. */
export async function runBenchmarks({ json, only = "" }: { json?: string; only?: string }): Promise<void> {
    await buildSandbox();
    const results: BenchResult[] = [];
    for (const { run } of benchmarks.filter(({ id }) => id.startsWith(only))) {
        results.push(...(await run()));
    }
    const report = { machine: describeMachine(), versions: readVersions(), commit: readCommit(), results };
    if (json !== undefined) {
        writeFileSync(json, `${JSON.stringify(report, null, 4)}\n`);
    }
    if (only === "") {
        writeFileSync(new URL("./RESULTS.md", import.meta.url), toMarkdown(report));
    }
    process.stdout.write(toMarkdown(report));
}

function describeMachine(): string {
    const [cpu] = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    return `${cpus().length} × ${cpu?.model.trim() || "unnamed core"}, ${memory} GiB, software rendering (SwiftShader)`;
}

const measured = ["@babylonjs/core", "@babylonjs/loaders", "@babylonjs/inspector", "playwright-core"];

function readVersions(): Record<string, string> {
    const versions = measured.map((name) => {
        const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
        return [name, String(JSON.parse(readFileSync(file, "utf8")).version)] as const;
    });
    return { node: process.version, ...Object.fromEntries(versions) };
}

function readCommit(): string {
    try {
        return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
    } catch {
        return "unknown";
    }
}
