import type { GenerationRecord } from "../generation/generationRecord";
import type { StandInState } from "../scene/standInState";
import type { PaneState } from "./paneState";

/**
 * What the stand-in of a generation shows; `gone` when there is nothing it could become. `wasListed`: its record was
 * seen before, so that one that is missing now was taken off the list.
 */
export function standInView(state: PaneState, id: string, wasListed: boolean): StandInState | "gone" {
    const record = state.generations.find((candidate) => candidate.id === id);
    if (record === undefined) {
        // While a list is being read, what is not in it yet says nothing.
        return wasListed && state.ledger.status === "ready" ? "gone" : { kind: "waiting" };
    }
    return state.importing[id] === undefined ? viewOf(record, state) : { kind: "progress", progress: 1 };
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
