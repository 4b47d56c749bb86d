import type { BenchResult } from "./benchResult";

/** What is known about goals that are missed, by the beginning of the id and words of the metric. First match counts. */
const reasons: readonly { id: string; metric: string; why: string }[] = [
    {
        id: "stand-in-again",
        metric: "until first drawn",
        why:
            "with everything loaded and compiled what is left is decoding a picture of a megapixel and two ways between " +
            "threads, against 5,000 triangles without any texture to scale",
    },
    {
        id: "import-100k",
        metric: "until first drawn",
        why: "the file is checked in a Worker before anything of it is loaded, which takes one to three frames",
    },
    ...["import-400k-2k-raw-everything-kept", "import-1600k-4k-raw-everything-kept"].map((id) => ({
        id,
        metric: "until first drawn",
        why: "nothing coarse is shown when everything is to be kept; the check and the slices are what is more",
    })),
    {
        id: "import-400k",
        metric: "until first drawn",
        why: "the coarse version is made on the second core, which software rendering takes for the frames meanwhile",
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
        id: "import-",
        metric: "until complete",
        why:
            "a core takes the triangles down to the budget in one second (400,000) to three (1.6 million), and needs to be a " +
            "second one while software rendering draws and takes the pictures; plain Babylon.js is complete sooner and " +
            "draws each frame ten to forty times as long",
    },
    {
        id: "import-400k",
        metric: "peak memory",
        why:
            "the Worker that makes the model lighter takes 20 MB for itself, and holds the model, what is compared of it and " +
            "the simplifier's tables (about 40 MB) until it is done; plain Babylon.js holds little beside what is on the GPU",
    },
    {
        id: "import-1600k",
        metric: "peak memory",
        why:
            "Draco's decoder takes 216 MB for 1.6 million triangles, which the browser does not take back while the Worker " +
            "runs; beside it the Worker holds the model, what is compared of it and the simplifier's tables",
    },
];

/** Why a goal is not met, where that is known. */
export function whyMissed({ id, metric, met }: BenchResult): string | undefined {
    return met === false
        ? reasons.find((reason) => id.startsWith(reason.id) && metric.includes(reason.metric))?.why
        : undefined;
}
