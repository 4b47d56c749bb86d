import type { PartialFiles } from "../scenario/partialFiles";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { FileStore } from "./fileStore";
import type { Ledger } from "./ledger";
import type { LiveProgress } from "./liveProgress";
import type { TabLocks } from "./tabLocks";

/** What work on generations needs. Everything impure goes through it. */
export interface DriveContext {
    ledger: Ledger;
    files: FileStore;
    partials: PartialFiles;
    locks: TabLocks;
    client: Pick<ScenarioClient, "submit" | "waitForJob" | "downloadModel" | "listJobs" | "retrieveJob" | "serviceNow">;
    /** Tells all tabs what a generation is doing now. */
    showLive(id: string, live: LiveProgress): void;
    /** ms since 1970. */
    now: () => number;
    /** Waits; rejects with the signal's reason when aborted. */
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The right to work on one generation, which one tab has at a time. */
export function generationLock(id: string): string {
    return `generation/${id}`;
}
