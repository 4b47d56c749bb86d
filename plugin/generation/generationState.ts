import { z } from "zod";

const jobStatuses = [
    "pending",
    "queued",
    "warming-up",
    "in-progress",
    "finalizing",
    "success",
    "failure",
    "canceled",
    "unknown",
] as const;

/** Where a generation stands, as its record says. What only one tab knows, such as a share of bytes, is not in here. */
export const generationStateSchema = z.discriminatedUnion("name", [
    /** Written before the paid call, and left by its answer. Whoever finds it without its tab takes it for `unknown`. */
    z.object({ name: z.literal("intent") }),
    /** The paid call got no answer. `dismissed`: the user allowed the same request again; a match still wins. */
    z.object({ name: z.literal("unknown"), dismissed: z.boolean() }),
    z.object({ name: z.literal("running"), status: z.enum(jobStatuses), statusWord: z.string() }),
    /** The user stopped watching; the job goes on at the service. */
    z.object({ name: z.literal("stopped") }),
    z.object({ name: z.literal("downloading") }),
    /** Reading the job or its file did not work. Tried again by itself at `retryAt` (ms), or when the user says so. */
    z.object({ name: z.literal("interrupted"), attempts: z.number(), retryAt: z.number().optional() }),
    /** The model file is known and was here; it waits to be placed. */
    z.object({ name: z.literal("available") }),
    z.object({ name: z.literal("placed") }),
    /** Nothing more will come: the service refused it, or ended the job without a result. */
    z.object({ name: z.literal("failed") }),
]);

export type GenerationState = z.infer<typeof generationStateSchema>;
export type GenerationStateName = GenerationState["name"];

/**
 * What may follow what, and the only place that says so. Nothing leads to `intent`, which is where money is spent: a
 * record enters it once, when it is made.
 */
export const transitions: Readonly<Record<GenerationStateName, readonly GenerationStateName[]>> = {
    intent: ["running", "unknown", "failed"],
    unknown: ["unknown", "running", "failed"],
    running: ["running", "downloading", "stopped", "interrupted", "failed"],
    stopped: ["running", "downloading"],
    downloading: ["available", "stopped", "interrupted"],
    interrupted: ["running", "downloading", "stopped"],
    available: ["available", "placed", "downloading", "interrupted"],
    placed: ["placed", "downloading", "interrupted"],
    failed: [],
};

export function canFollow(from: GenerationStateName, to: GenerationStateName): boolean {
    return transitions[from].includes(to);
}

/** True while something is left to be done without the user: one tab drives these. */
export function isDriven(state: GenerationState): boolean {
    return ["intent", "unknown", "running", "downloading", "interrupted"].includes(state.name);
}

/** True while the same request must not be paid for again, because its result is or may be on its way. */
export function blocksTwin(state: GenerationState): boolean {
    return state.name === "unknown" ? !state.dismissed : !["placed", "failed"].includes(state.name);
}

/** True when the user may take it off the list. A paid job that goes on cannot be: its entry is the only way to it. */
export function canForget(state: GenerationState): boolean {
    return state.name === "unknown"
        ? state.dismissed
        : ["placed", "failed", "available", "interrupted"].includes(state.name);
}
