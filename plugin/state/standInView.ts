import { type GenerationRecord, placeOf } from "../generation/generationRecord";
import type { StandInState } from "../scene/standInState";
import type { PaneState } from "./paneState";

/**
 * What the stand-in of a generation, or of several variants, shows; `gone` when there is nothing it could become.
 * `wasListed`: its record was seen before, so that one that is missing now was taken off the list.
 */
export function standInView(state: PaneState, id: string, wasListed: boolean): StandInState | "gone" {
    if (state.drafts.some((draft) => draft.id === id)) {
        return { kind: "draft" };
    }
    const records = state.generations.filter((candidate) => placeOf(candidate) === id);
    if (records.length === 0) {
        // While a list is being read, what is not in it yet says nothing.
        return wasListed && state.ledger.status === "ready" ? "gone" : { kind: "waiting" };
    }
    const views = records.map((record) => viewNow(record, state));
    return records.some((record) => record.state.name === "placed") ? "gone" : mostHopeful(views);
}

/** Of variants: how far the one is that will be there first, as far as that can be told. */
function mostHopeful(views: readonly (StandInState | "gone")[]): StandInState | "gone" {
    const hope = (view: StandInState | "gone") =>
        view === "gone" ? 0 : (hopes[view.kind] ?? 1) + (view.kind === "progress" ? view.progress : 0);
    return [...views].sort((one, other) => hope(other) - hope(one))[0] ?? "gone";
}

const hopes: Partial<Record<StandInState["kind"], number>> = { progress: 5, waiting: 4, stopped: 3, unknown: 2 };

function viewNow(record: GenerationRecord, state: PaneState): StandInState | "gone" {
    return state.importing[record.id] === undefined ? viewOf(record, state) : { kind: "progress", progress: 1 };
}

function viewOf({ id, state, error }: GenerationRecord, { live }: PaneState): StandInState | "gone" {
    switch (state.name) {
        case "intent":
            return { kind: "waiting" };
        case "running": {
            const now = live[id];
            return now?.stage === "job" ? { kind: "progress", progress: now.progress } : { kind: "waiting" };
        }
        case "downloading":
            return { kind: "progress", progress: 1 };
        case "available":
            return { kind: error === undefined ? "stopped" : "failed" };
        case "interrupted":
            return { kind: state.retryAt === undefined ? "stopped" : "waiting" };
        case "stopped":
        case "failed":
            return { kind: state.name };
        case "unknown":
            return state.dismissed ? "gone" : { kind: "unknown" };
        case "placed":
            return "gone";
        default:
            return state satisfies never;
    }
}
