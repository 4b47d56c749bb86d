import { GenerationError } from "../../../plugin/errors";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import type { GenerationState, GenerationStateName } from "../../../plugin/generation/generationState";
import { defaultLimits } from "../../../plugin/generation/spendingLimits";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { tripoModel } from "../../../plugin/scenario/tripoModel";
import { initialState, type PaneState, type Picture, type ReadyQuote } from "../../../plugin/state/paneState";
import { requestKeyOnScreen } from "../../../plugin/state/requestOnScreen";

export const anError = new GenerationError("It broke.", { kind: "network", spending: "none", advice: "Try again." });

/** One of every state. */
export const states: { [Name in GenerationStateName]: Extract<GenerationState, { name: Name }> } = {
    intent: { name: "intent" },
    unknown: { name: "unknown", dismissed: false },
    running: { name: "running", status: "queued", statusWord: "queued" },
    stopped: { name: "stopped" },
    downloading: { name: "downloading" },
    interrupted: { name: "interrupted", attempts: 1 },
    available: { name: "available" },
    placed: { name: "placed" },
    failed: { name: "failed" },
};

export const stateNames = Object.values(states).map(({ name }) => name);

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

export function aRecord(changes: Partial<GenerationRecord> = {}): GenerationRecord {
    return {
        version: 1,
        id: "generation-1",
        revision: 0,
        account: "account",
        session: "session",
        origin: "here",
        createdAt: 0,
        updatedAt: 0,
        intentAt: 0,
        name: "chair",
        request: tripoRequest("asset_1", tripoDefaults),
        requestKey: "key",
        placement: {},
        target: "scene",
        quote: { id: "quote", cost: 45 },
        assetIds: [],
        history: [{ state: "intent", at: 0 }],
        state: states.intent,
        ...changes,
    };
}

/** A pane with an open list and a picture. */
export function openState(changes: Partial<PaneState> = {}): PaneState {
    return {
        ...initialState(tripoModel, defaultLimits),
        connection: { name: "Scenario", spends: true, account: "account" },
        ledger: { status: "ready", account: "account", setAside: { corrupt: 0, newer: 0, foreign: 0 } },
        spending: { total: 0, today: 0, session: 0, uncertain: 0, refunded: 0 },
        picture: readyPicture,
        ...changes,
    };
}

/** The same with, unless told otherwise, the price of just its options. */
export function pricedState(changes: Partial<PaneState> = {}): PaneState {
    const state = openState(changes);
    return { ...state, quote: changes.quote ?? quoteFor(state) };
}

export function quoteFor(state: PaneState, cost = 45): ReadyQuote {
    const requestKey = requestKeyOnScreen(state) ?? "none";
    const request = tripoRequest("asset_1", tripoDefaults);
    return {
        status: "ready",
        cost,
        requestKey,
        requests: [{ id: "quote", cost, request, requestKey }],
        expiresAt: 120_000,
    };
}
