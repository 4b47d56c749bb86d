import { writeFileSync } from "node:fs";
import { benchCheck } from "./benchCheck";
import { benchClosedPane } from "./benchClosedPane";
import { benchCopies } from "./benchCopies";
import { benchImports } from "./benchImports";
import type { BenchOptions } from "./benchOptions";
import { benchPolling } from "./benchPolling";
import type { BenchResult } from "./benchResult";
import { benchStandIn } from "./benchStandIn";
import { describeMachine, readCommit, readVersions } from "./environment";
import { paneWithHistory } from "./paneWithHistory";
import { toJson } from "./toJson";
import { toMarkdown } from "./toMarkdown";

export interface BenchReport {
    machine: string;
    versions: Readonly<Record<string, string>>;
    commit: string;
    results: readonly BenchResult[];
}

/** A result's id begins with the id of its benchmark. */
const benchmarks: readonly { id: string; run: (options: BenchOptions) => Promise<BenchResult[]> }[] = [
    { id: "polling", run: benchPolling },
    { id: "check", run: benchCheck },
    { id: "closed-pane", run: benchClosedPane },
    { id: "pane", run: paneWithHistory },
    { id: "stand-in", run: benchStandIn },
    { id: "copies", run: benchCopies },
    { id: "import", run: benchImports },
];

interface Wishes {
    json?: string;
    only?: string;
    rounds?: string;
}

/** Runs all benchmarks, or those whose id begins with `only`, one after the other. One that fails stops no other. */
export async function runBenchmarks({ json, only = "", rounds = "5" }: Wishes): Promise<void> {
    const options: BenchOptions = { only, rounds: Number(rounds), tell: (what) => process.stderr.write(`${what}\n`) };
    const results: BenchResult[] = [];
    for (const { id, run } of benchmarks.filter((benchmark) => isWanted(benchmark.id, only))) {
        options.tell(id);
        try {
            results.push(...(await run(options)));
        } catch (error) {
            options.tell(`${id} failed: ${error}`);
            process.exitCode = 1;
        }
    }
    const wanted = results.filter(({ id }) => id.startsWith(only));
    const report = { machine: describeMachine(), versions: readVersions(), commit: readCommit(), results: wanted };
    if (json !== undefined) {
        writeFileSync(json, toJson(report));
    }
    if (only === "") {
        writeFileSync(new URL("./RESULTS.md", import.meta.url), toMarkdown(report));
    }
    process.stdout.write(toMarkdown(report));
}

/** The wish may be for a whole benchmark, or for one file of it. */
const isWanted = (id: string, only: string) => id.startsWith(only) || only.startsWith(id);
