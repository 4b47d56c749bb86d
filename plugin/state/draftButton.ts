import type { Draft } from "./draftsReducer";
import { formatCost, type GenerateButton, generateButton } from "./generateButton";
import type { PaneState } from "./paneState";

export interface DraftButton extends GenerateButton {
    /** CU that pressing it accepts; undefined when it only asks for the price. */
    accepts: number | undefined;
    /** Pressing it is the answer to the question whether that much is to be paid. */
    confirms: boolean;
}

/** The button beside a draft. All drafts are made with the options on screen, so one price is known for all. */
export function draftButton(state: PaneState, { id }: Draft): DraftButton {
    const isShown = state.shownDraft === id;
    if (isShown && state.confirming && state.quote.status === "ready") {
        const label = `Pay ${formatCost(state.quote.cost)}`;
        return {
            label,
            enabled: true,
            hint: "Above what you want to be asked from.",
            accepts: undefined,
            confirms: true,
        };
    }
    if (isShown) {
        const accepts = state.quote.status === "ready" ? state.quote.cost : undefined;
        const button = generateButton(state);
        return state.quote.status === "none" && accepts === undefined && state.spending !== undefined
            ? { ...button, label: "Show the price", enabled: true, accepts, confirms: false }
            : { ...button, accepts, confirms: false };
    }
    const cost = state.quote.status === "ready" ? state.quote.cost : undefined;
    return {
        label: cost === undefined ? "Show the price" : `Generate · ${formatCost(cost)}`,
        enabled: true,
        hint: cost === undefined ? "Asks what these options cost." : "Not if it turns out to cost more.",
        accepts: cost,
        confirms: false,
    };
}
