import { useSyncExternalStore } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";

/** The pane's state, drawn again at every change. */
export function usePaneState(service: GenerateService): PaneState {
    return useSyncExternalStore(service.store.subscribe, service.store.getState);
}
