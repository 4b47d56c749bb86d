import type { GenerationRecord } from "../generation/generationRecord";
import type { LiveProgress } from "../generation/liveProgress";
import type { ImportStep } from "../scene/importOptions";

/** What a generation shows: what its record says, and what this moment adds to it. */
export type GenerationPhase =
    | { name: "intent" | "stopped" | "available" | "placed" | "failed" | "interrupted" }
    | { name: "unknown"; dismissed: boolean }
    | { name: "running"; statusWord: string; status: RunningStatus; progress: number }
    | { name: "downloading"; loaded: number; total: number | undefined }
    | { name: "importing"; step: ImportStep };

type RunningStatus = Extract<GenerationRecord["state"], { name: "running" }>["status"];

export type PhaseName = GenerationPhase["name"];

export function phaseOf(
    { state }: GenerationRecord,
    live: LiveProgress | undefined,
    step: ImportStep | undefined,
): GenerationPhase {
    if (step !== undefined) {
        return { name: "importing", step };
    }
    switch (state.name) {
        case "running":
            return { ...state, progress: live?.stage === "job" ? live.progress : 0 };
        case "downloading": {
            const { loaded = 0, total = undefined } = live?.stage === "download" ? live : {};
            return { name: "downloading", loaded, total };
        }
        case "unknown":
            return state;
        default:
            return { name: state.name };
    }
}

/** True while something is under way by itself. */
export function isActive({ name }: GenerationPhase): boolean {
    return ["intent", "running", "downloading", "importing"].includes(name);
}

export { fromRecordError } from "../generation/recordError";
