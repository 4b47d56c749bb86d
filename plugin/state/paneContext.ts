import type { ScenarioClient } from "../scenario/scenarioClient";
import type { ObservableStore } from "./observableStore";
import type { PaneAction } from "./paneReducer";
import type { PaneState } from "./paneState";

/** What every effect of the pane works on. */
export interface PaneContext {
    store: ObservableStore<PaneState, PaneAction>;
    client: ScenarioClient;
    /** ms since 1970. */
    now: () => number;
    /** Waits; rejects with the signal's reason when aborted. */
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}
