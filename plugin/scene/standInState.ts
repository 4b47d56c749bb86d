import type { Scene } from "@babylonjs/core/scene.js";
import type { StandInLook } from "./standInMaterial";

/** What has become of the generation that a stand-in stands for. Progress goes from 0 to 1. */
export type StandInState =
    | { kind: "waiting" }
    | { kind: "progress"; progress: number }
    | { kind: "failed" }
    | { kind: "unknown" }
    /** Nobody watches the job. */
    | { kind: "stopped" }
    /** Nothing has been asked for yet. */
    | { kind: "draft" };

/** Milliseconds the scan line takes from the base to the top, and how long the fill takes for most of a change. */
const scanDuration = 2600;
const fillDuration = 350;
/** Where the scan line begins and ends, so that it comes and goes softly, and where it is not seen. */
const scanStart = -0.2;
const scanEnd = 1.2;
const scanHidden = -9;

const blue = [0.35, 0.72, 1, 0.58] as const;
const grey = [0.72, 0.75, 0.8, 0.55] as const;
const tints = {
    waiting: blue,
    progress: blue,
    failed: [1, 0.24, 0.2, 0.65],
    unknown: [1, 0.72, 0.18, 0.65],
    stopped: grey,
    draft: [0.8, 0.88, 1, 0.75],
} as const;

/** Keeps a look at what a state shows, frame by frame, until it is stopped. */
export interface StandInDisplay {
    show(state: StandInState): void;
    stop(): void;
}

/** Starts with waiting. With `isStill` nothing moves by itself. */
export function startDisplay(scene: Scene, look: StandInLook, isStill: boolean): StandInDisplay {
    let state: StandInState = { kind: "waiting" };
    const engine = scene.getEngine();
    const observer = scene.onBeforeRenderObservable.add(() => advanceLook(look, state, engine.getDeltaTime(), isStill));
    advanceLook(look, state, 0, isStill);
    return {
        show: (next) => {
            state = next;
        },
        stop: () => scene.onBeforeRenderObservable.remove(observer),
    };
}

/**
 * Moves a look on by some milliseconds. Failed and unknown differ by pattern as well as by colour. Only what is under way
 * moves.
 * With `isStill` nothing moves by itself: the fill jumps to where it belongs.
 */
export function advanceLook(look: StandInLook, state: StandInState, milliseconds: number, isStill: boolean): void {
    const fill = state.kind === "progress" ? clamped(state.progress) : 0;
    look.fill += (fill - look.fill) * (isStill ? 1 : 1 - Math.exp(-milliseconds / fillDuration));
    look.hatch = state.kind === "failed" ? 1 : 0;
    look.bands = state.kind === "unknown" ? 1 : state.kind === "stopped" ? 0.5 : 0;
    look.tint = tints[state.kind];
    const isScanning = !isStill && (state.kind === "waiting" || state.kind === "progress");
    look.scan = isScanning ? nextScan(look.scan, milliseconds) : scanHidden;
}

function nextScan(scan: number, milliseconds: number): number {
    const next = Math.max(scan, scanStart) + (milliseconds / scanDuration) * (scanEnd - scanStart);
    return next > scanEnd ? scanStart : next;
}

/** From 0 to 1; what is no number is 0. */
function clamped(progress: number): number {
    return progress > 0 ? Math.min(1, progress) : 0;
}
