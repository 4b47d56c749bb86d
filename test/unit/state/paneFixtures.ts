import { GenerationError } from "../../../plugin/errors";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { tripoModel } from "../../../plugin/scenario/tripoModel";
import type { GenerationPhase, PhaseName } from "../../../plugin/state/generationPhase";
import { type Generation, initialState, type PaneState, type Picture } from "../../../plugin/state/paneState";
import { requestKey } from "../../../plugin/state/selectors";

const error = new GenerationError("It broke.", { kind: "network", spending: "none", advice: "Try again." });

/** One of every phase. */
export const phases: { [Name in PhaseName]: Extract<GenerationPhase, { name: Name }> } = {
    submitting: { name: "submitting" },
    running: { name: "running", status: "queued", statusWord: "queued", progress: 0 },
    downloading: { name: "downloading", loaded: 1, total: 2 },
    importing: { name: "importing", step: "load" },
    placed: { name: "placed" },
    stopped: { name: "stopped" },
    ready: { name: "ready", error },
    interrupted: { name: "interrupted", error },
    unknown: { name: "unknown", error },
    failed: { name: "failed", error },
};

export const aRequest = tripoRequest("asset_1", tripoDefaults);

export const phaseNames = Object.values(phases).map(({ name }) => name);

export const readyPicture: Extract<Picture, { status: "ready" }> = {
    status: "ready",
    previewUrl: "blob:picture",
    image: {
        bytes: new Uint8Array([1]),
        mediaType: "image/png",
        name: "chair.png",
        width: 64,
        height: 64,
        contentHash: "c0ffee",
    },
};

export function madeGeneration(changes: Partial<Generation> = {}): Generation {
    return {
        id: "generation-1",
        name: "chair",
        previewUrl: "blob:picture",
        startedAt: 0,
        requestKey: "key",
        request: aRequest,
        placement: {},
        cost: 45,
        phase: { name: "submitting" },
        ...changes,
    };
}

/** A pane with a picture and, unless told otherwise, the price of just its options. */
export function pricedState(changes: Partial<PaneState> = {}): PaneState {
    const state: PaneState = { ...initialState(tripoModel), picture: readyPicture, ...changes };
    const quote = { status: "ready", cost: 45, request: aRequest, requestKey: requestKey(state) ?? "none" } as const;
    return { ...state, quote: changes.quote ?? quote };
}
