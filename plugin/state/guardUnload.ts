import type { PaneState } from "./paneState";

/** Asks before the page is left while something paid is in the list alone. Returns the function that stops asking. */
export function guardUnload(getState: () => PaneState): () => void {
    if (typeof window === "undefined") {
        return () => undefined;
    }
    const ask = (event: BeforeUnloadEvent) => {
        const isSettled = ({ phase }: PaneState["generations"][number]) =>
            phase.name === "placed" || phase.name === "failed";
        if (!getState().generations.every(isSettled)) {
            event.preventDefault();
        }
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
}
