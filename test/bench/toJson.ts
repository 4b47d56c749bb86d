import type { BenchReport } from "./runBenchmarks";

/** The report for programs: each result has every field, and null where there is no figure. */
export function toJson({ results, ...report }: BenchReport): string {
    const filled = results.map((result) => ({
        ...{ id: result.id, metric: result.metric, ours: null, babylon: null, three: null },
        ...{ ratio: null, goal: null, met: null },
        ...result,
    }));
    // What could not be measured is NaN, which JSON writes as null.
    return `${JSON.stringify({ ...report, results: filled }, null, 4)}\n`;
}
