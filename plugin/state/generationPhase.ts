import type { GenerationError } from "../errors";
import type { JobStatus } from "../scenario/job";

/** Where a generation stands. Every phase that can be left by the user alone waits; nothing is lost in it. */
export type GenerationPhase =
    | { name: "submitting" }
    | { name: "running"; status: JobStatus; statusWord: string; progress: number }
    | { name: "downloading"; loaded: number; total: number | undefined }
    | { name: "importing"; step: "check" | "load" | "compile" | "add" }
    | { name: "placed" }
    /** The user stopped watching; the job goes on at the service. */
    | { name: "stopped" }
    /** The model file is here but not in a scene: its scene is gone, or the import failed. */
    | { name: "ready"; error?: GenerationError | undefined }
    /** The job may still give a result: reading it failed, or its file came damaged. */
    | { name: "interrupted"; error: GenerationError }
    /** The paid call got no answer. */
    | { name: "unknown"; error: GenerationError }
    /** Nothing more will come. */
    | { name: "failed"; error: GenerationError };

export type PhaseName = GenerationPhase["name"];

/** What may follow what. There is no way back to `submitting`: that is where money is spent. */
const transitions: Record<PhaseName, readonly PhaseName[]> = {
    submitting: ["running", "unknown", "failed"],
    running: ["running", "downloading", "importing", "ready", "stopped", "interrupted", "failed"],
    downloading: ["downloading", "importing", "ready", "stopped", "interrupted", "failed"],
    importing: ["importing", "placed", "ready", "stopped", "interrupted"],
    placed: ["importing"],
    ready: ["importing"],
    stopped: ["running", "importing", "ready"],
    interrupted: ["running"],
    unknown: [],
    failed: [],
};

/** True when a generation may go from one phase to the other; a late event of finished work may not. */
export function canFollow(from: PhaseName, to: PhaseName): boolean {
    return transitions[from].includes(to);
}

/** True while something is under way by itself. */
export function isActive(phase: GenerationPhase): boolean {
    return ["submitting", "running", "downloading", "importing"].includes(phase.name);
}
