import type { GenerationRecord } from "../generation/generationRecord";
import { isDriven } from "../generation/generationState";
import { nothingElsewhere, type PaneState } from "./paneState";

/** What changes the list of generations. */
export type GenerationsAction =
    /** A list begins, perhaps another account's: nothing of the one before stays. */
    | { type: "listOpened" }
    /** Another page, or the first one with all that is open. */
    | { type: "recordsRead"; records: readonly GenerationRecord[]; hasMore: boolean }
    /** What the ledger has now under these ids; undefined for what it no longer has. */
    | { type: "recordsChanged"; changes: readonly (readonly [id: string, record: GenerationRecord | undefined])[] };

export function generationsReducer(state: PaneState, action: GenerationsAction): PaneState {
    switch (action.type) {
        case "listOpened":
            return { ...state, ...nothingListed };
        case "recordsRead":
            return { ...state, generations: merge(state.generations, action.records), hasMore: action.hasMore };
        case "recordsChanged":
            return changeRecords(state, new Map(action.changes));
        default:
            return action satisfies never;
    }
}

const nothingListed = {
    generations: [],
    hasMore: false,
    live: {},
    spending: undefined,
    elsewhere: nothingElsewhere,
} as const;

type Changes = ReadonlyMap<string, GenerationRecord | undefined>;

function changeRecords(state: PaneState, changes: Changes): PaneState {
    const isGone = ({ id }: GenerationRecord) => changes.has(id) && changes.get(id) === undefined;
    const changed = [...changes.values()].filter((record) => record !== undefined);
    const isAtRest = (id: string) => {
        const record = changes.get(id);
        return changes.has(id) && (record === undefined || !isDriven(record.state));
    };
    return {
        ...state,
        generations: merge(
            state.generations.filter((record) => !isGone(record)),
            changed,
        ),
        live: Object.fromEntries(Object.entries(state.live).filter(([id]) => !isAtRest(id))),
    };
}

/** Both, each once, newest first. Of two of the same id the later revision stays: answers can overtake each other. */
function merge(left: readonly GenerationRecord[], right: readonly GenerationRecord[]): readonly GenerationRecord[] {
    const byId = new Map<string, GenerationRecord>();
    for (const record of [...left, ...right]) {
        const known = byId.get(record.id);
        if (known === undefined || record.revision >= known.revision) {
            byId.set(record.id, record);
        }
    }
    return [...byId.values()].sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1));
}
