import type { standInFromPicture } from "../generateModel";
import type { Connection } from "../generation/connection";
import type { LedgerPorts, OpenedLedger } from "../generation/openLedger";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { NodeSelections } from "./nodeSelection";
import type { ObservableStore } from "./observableStore";
import type { PaneAction } from "./paneReducer";
import type { PaneState } from "./paneState";

/** What every effect of the pane works on. */
export interface PaneContext {
    store: ObservableStore<PaneState, PaneAction>;
    client: ScenarioClient;
    /** Says what answers behind the client. */
    readConnection: (signal: AbortSignal) => Promise<Connection>;
    /** The durable list, while it is open. */
    opened: () => OpenedLedger | undefined;
    /** Runs work on the list. A storage that fails is shown at once, whatever it was asked for. */
    guard: <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;
    /** Aborts when the service ends. */
    signal: AbortSignal;
    /** ms since 1970. */
    now: () => number;
    /** Waits; rejects with the signal's reason when aborted. */
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
    /** Makes stand-ins' shapes of pictures. */
    makeShape: typeof standInFromPicture;
    /** What the designer has selected, wherever the scene is shown. */
    selections: NodeSelections;
    /** For tests: what the ledger is made of. */
    ports: Partial<LedgerPorts>;
}
