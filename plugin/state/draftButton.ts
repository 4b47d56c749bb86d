import type { Draft } from "./draftsReducer";
import { formatCost, type GenerateButton, generateButton, generateWord } from "./generateButton";
import type { PaneState } from "./paneState";
import { spendingObstacle } from "./spendingObstacle";
import { variantCount } from "./variantRequests";

export interface DraftButton extends GenerateButton {
    /** CU that pressing it accepts; undefined when it only asks for the price. */
    accepts: number | undefined;
    /** Pressing it is the answer to the question whether that much is to be paid. */
    confirms: boolean;
}

/** The button beside a draft. All drafts are made with the options on screen, so one price is known for all. */
export function draftButton(state: PaneState, { id }: Draft): DraftButton {
    const isShown = state.shownDraft === id;
    const obstacle = spendingObstacle(state);
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
        // It has expired while nobody looked.
        return state.quote.status === "none" && obstacle === undefined
            ? { ...askForPrice, confirms: false }
            : { ...button, accepts, confirms: false };
    }
    const cost = state.quote.status === "ready" ? state.quote.cost : undefined;
    const generate = {
        label: `${generateWord(variantCount(state))} · ${formatCost(cost)}`,
        enabled: true,
        hint: "Not if it turns out to cost more.",
        accepts: cost,
    };
    const button = cost === undefined ? askForPrice : generate;
    return { ...button, ...(obstacle !== undefined && { enabled: false, hint: obstacle }), confirms: false };
}

const askForPrice = {
    label: "Show the price",
    enabled: true,
    hint: "Asks what these options cost.",
    accepts: undefined,
};
