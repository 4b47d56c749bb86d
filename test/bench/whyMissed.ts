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
    {
        id: "import-",
        metric: "worst gap",
        why:
            "where plain Babylon.js' frames with the whole model are as long as its gaps before, little or nothing is " +
            "left of its figure to compare with; what is left of ours is that Babylon.js puts the shader's text " +
            "together in one go, and that software rendering compiles it while everything waits",
    },
    {
        id: "import-400k",
        metric: "until complete",
        why:
            "a core takes 400,000 triangles down to the budget in a second, which needs a second core while software " +
            "rendering draws; plain Babylon.js is complete sooner and draws each frame twenty times as long",
    },
    {
        id: "import-400k",
        metric: "peak memory",
        why:
            "the Worker that makes the model lighter holds it twice and the simplifier's tables (about 100 MB) until it " +
            "is done; plain Babylon.js holds little beside what is on the GPU",
    },
    {
        id: "import-1600k",
        metric: "peak memory",
        why: "the simplifier takes about 140 MB for 1.6 million triangles, and keeps them until the Worker is done",
    },
];

/** Why a goal is not met, where that is known. */
export function whyMissed({ id, metric, met }: BenchResult): string | undefined {
    return met === false
        ? reasons.find((reason) => id.startsWith(reason.id) && metric.includes(reason.metric))?.why
        : undefined;
}
