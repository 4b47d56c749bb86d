import type { BenchResult } from "./benchResult";
import type { BenchReport } from "./runBenchmarks";

/** The report as a page for people: what was not met first, then each figure. */
export function toMarkdown({ machine, versions, commit, results }: BenchReport): string {
    const goals = results.filter(({ met }) => met !== undefined);
    const missed = goals.filter(({ met }) => met === false);
    const notes = [...new Set(results.flatMap(({ note }) => note ?? []))];
    const lines = [
        "# Benchmark results",
        "",
        "Made by `npm run bench`; medians, each pair measured in turn in one run.",
        "",
        `- Machine: ${machine}`,
        `- Versions: ${Object.entries(versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(", ")}`,
        `- Commit: ${commit}`,
        `- Goals met: ${goals.length - missed.length} of ${goals.length}`,
        ...missed.map((result) => `- Not met: ${describeMiss(result)}`),
        "",
        "| case | metric | ours | Babylon.js | three.js | baseline | ratio | goal | met |",
        "|---|---|---|---|---|---|---|---|---|",
        ...results.map((result) => toRow(result, notes)),
        "",
        ...notes.map((note, index) => `${index + 1}. ${note}.`),
        "",
    ];
    return lines.join("\n");
}

function describeMiss({ id, metric, ours, ratio, goal }: BenchResult): string {
    return `${id}, ${metric}: ${ratio === undefined ? figure(ours) : `ratio ${figure(ratio)}`} instead of ${goal}`;
}

function toRow(result: BenchResult, notes: readonly string[]): string {
    const { id, metric, ours, babylon, three, baseline, ratio, goal, isLeast, met, note } = result;
    const isMet = met === undefined ? "–" : met ? "yes" : "no";
    const mark = note === undefined ? "" : ` [${notes.indexOf(note) + 1}]`;
    const goalText = goal === undefined ? "–" : `${isLeast ? "≥" : "≤"} ${goal}`;
    return `| ${[id, `${metric}${mark}`, ...[ours, babylon, three, baseline, ratio].map(figure), goalText, isMet].join(" | ")} |`;
}

/** Three places, or a dash for what was not measured. */
function figure(value: number | undefined): string {
    return value === undefined || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(3)));
}
