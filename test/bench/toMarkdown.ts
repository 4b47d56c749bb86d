import type { BenchResult } from "./benchResult";
import type { BenchReport } from "./runBenchmarks";

/** The report as a page for people: what was met first, then each figure. */
export function toMarkdown({ machine, versions, commit, results }: BenchReport): string {
    const goals = results.filter(({ met }) => met !== undefined);
    const missed = goals.filter(({ met }) => met === false);
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
        ...missed.map(({ id, metric, note }) => `- Not met: ${id}, ${metric}${note === undefined ? "" : `. ${note}`}`),
        "",
        "| case | metric | ours | Babylon.js | three.js | baseline | ratio | goal | met |",
        "|---|---|---|---|---|---|---|---|---|",
        ...results.map(toRow),
        "",
    ];
    return lines.join("\n");
}

function toRow({ id, metric, ours, babylon, three, baseline, ratio, goal, met, note }: BenchResult): string {
    const figure = (value: number | undefined) => (value === undefined ? "–" : String(Number(value.toPrecision(3))));
    const isMet = met === undefined ? "–" : met ? "yes" : "no";
    const name = note === undefined ? id : `${id} (${note})`;
    const figures = [ours, babylon, three, baseline, ratio].map(figure);
    return `| ${[name, metric, ...figures, goal === undefined ? "–" : `≤ ${goal}`, isMet].join(" | ")} |`;
}
