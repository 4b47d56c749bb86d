import type { JobStatus } from "../scenario/job";
import type { GenerationPhase } from "../state/generationPhase";
import { formatBytes } from "./formatBytes";

const statusTexts: Partial<Record<JobStatus, string>> = {
    pending: "Waiting",
    queued: "Waiting in the queue",
    "warming-up": "Warming up",
    "in-progress": "Generating",
    finalizing: "Finishing",
    success: "Generated",
};

const stepTexts: Record<Extract<GenerationPhase, { name: "importing" }>["step"], string> = {
    check: "Checking the file",
    optimise: "Making the model lighter",
    load: "Loading the file",
    compile: "Preparing the materials",
    add: "Adding to the scene",
};

const readyText = "Ready to place";

/**
 * A phase in the designer's words, without figures. An unknown status of the service is shown as it is. `isHere`: the
 * model still stands in the scene that is open. A variant that does not has been looked at, and waits.
 */
export function phaseText(phase: GenerationPhase, isHere = true, isVariant = false): string {
    switch (phase.name) {
        case "intent":
            return "Sending the request";
        case "running":
            return statusTexts[phase.status] ?? phase.statusWord;
        case "downloading":
            return "Downloading";
        case "importing":
            return stepTexts[phase.step];
        case "placed":
            return isHere ? "In the scene" : isVariant ? readyText : "Placed before";
        case "stopped":
            return "Not watched; the service goes on";
        case "available":
            return readyText;
        case "interrupted":
            return "Interrupted";
        case "unknown":
            return phase.dismissed ? "No answer: dismissed" : "No answer: unknown";
        case "failed":
            return "Failed";
        default:
            return phase satisfies never;
    }
}

/** The figures of a phase, when there are any. */
export function phaseFigures(phase: GenerationPhase): string | undefined {
    if (phase.name === "running") {
        return `${Math.round(phase.progress * 100)} %`;
    }
    if (phase.name === "downloading") {
        const total = phase.total === undefined ? "" : ` of ${formatBytes(phase.total)}`;
        return `${formatBytes(phase.loaded)}${total}`;
    }
    return undefined;
}

/** 0 to 1, or undefined while nobody can tell. */
export function phaseProgress(phase: GenerationPhase): number | undefined {
    if (phase.name === "running") {
        return phase.progress > 0 ? phase.progress : undefined;
    }
    if (phase.name === "downloading" && phase.total !== undefined && phase.total > 0) {
        return Math.min(1, phase.loaded / phase.total);
    }
    return undefined;
}
