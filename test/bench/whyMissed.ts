import type { BenchResult } from "./benchResult";

/** What is known about goals that are missed, by the beginning of the id and words of the metric. First match counts. */
const reasons: readonly { id: string; metric: string; why: string }[] = [
    {
        id: "closed-pane",
        metric: "as Vite cuts it",
        why:
            "the bundler cuts what the Inspector shares with the pane's lazy parts into more files, which pack less " +
            "well; what the extension itself adds is the figure for one file",
    },
];

/** Why a goal is not met, where that is known. */
export function whyMissed({ id, metric, met }: BenchResult): string | undefined {
    return met === false
        ? reasons.find((reason) => id.startsWith(reason.id) && metric.includes(reason.metric))?.why
        : undefined;
}
