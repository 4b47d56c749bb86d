import type { GenerateService } from "../state/generateService";
import type { attachCanvas } from "./attachCanvas";
import type { GeneratePane } from "./generatePane";
import type { ModelProperties } from "./modelProperties";
import type { listenForUndo } from "./useUndoKeys";

/** What there is once the pane's code is loaded. */
export interface OpenedPane {
    service: GenerateService;
    attachCanvas: typeof attachCanvas;
    GeneratePane: typeof GeneratePane;
    ModelProperties: typeof ModelProperties;
    listenForUndo: typeof listenForUndo;
}

/** The pane's code and its service, which outlive the pane and the Inspector. */
export interface LazyPane {
    /** Loads them, unless that was done before. Rejects when they cannot be loaded, and may be asked again. */
    open: () => Promise<OpenedPane>;
    /** Resolves once somebody has loaded them, and never rejects. */
    opened: Promise<OpenedPane>;
}

export function createLazyPane(load: () => Promise<OpenedPane>): LazyPane {
    let keep: (pane: OpenedPane) => void = () => undefined;
    const opened = new Promise<OpenedPane>((resolve) => {
        keep = resolve;
    });
    let loading: Promise<OpenedPane> | undefined;
    const open = () => {
        loading ??= load().catch((error: unknown) => {
            // A chunk that did not arrive can be asked for again.
            loading = undefined;
            throw error;
        });
        loading.then(keep, () => undefined);
        return loading;
    };
    return { open, opened };
}
