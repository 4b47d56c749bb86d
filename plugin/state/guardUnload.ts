import type { PaneState } from "./paneState";

/**
 * Asks before the page is left while a paid call waits for its answer: everything else is kept and goes on. Returns the
 * function that stops asking.
 */
export function guardUnload(getState: () => PaneState): () => void {
    if (typeof window === "undefined") {
        return () => undefined;
    }
    const ask = (event: BeforeUnloadEvent) => {
        if (getState().generations.some(({ state }) => state.name === "intent")) {
            event.preventDefault();
        }
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
}
