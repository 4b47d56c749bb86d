import { delay } from "../delay";
import { standInFromPicture } from "../generateModel";
import { guardSpending } from "../generation/guardSpending";
import { defaultLimits } from "../generation/spendingLimits";
import { tripoModel } from "../generation/tripoGeneration";
import type { LedgerEffects } from "./ledgerEffects";
import { createNodeSelections } from "./nodeSelection";
import { createStore } from "./observableStore";
import type { PaneContext } from "./paneContext";
import { type PaneAction, paneReducer } from "./paneReducer";
import { initialState, type PaneState } from "./paneState";

export interface PaneContextOptions
    extends Pick<PaneContext, "client" | "readConnection">,
        Partial<Pick<PaneContext, "now" | "delay" | "ports" | "makeShape">> {
    /** Refuses uploads and paid calls, whatever the user allows. */
    noSpend?: boolean | undefined;
}

/**
 * The real clock and storage unless others are given. `ledgers` is first called after the context is there: what opens
 * the list works on the context itself.
 */
export function createPaneContext(
    { client, readConnection, noSpend = false, ...options }: PaneContextOptions,
    signal: AbortSignal,
    ledgers: () => LedgerEffects,
): PaneContext {
    const store = createStore<PaneState, PaneAction>(paneReducer, initialState(tripoModel, defaultLimits, noSpend));
    return {
        store,
        client: guardSpending(client, () => !noSpend && !store.getState().limits.noSpend),
        readConnection,
        opened: () => ledgers().opened(),
        guard: (work) => ledgers().guard(work),
        signal,
        now: options.now ?? Date.now,
        delay: options.delay ?? delay,
        makeShape: options.makeShape ?? standInFromPicture,
        selections: createNodeSelections(),
        ports: options.ports ?? {},
    };
}
