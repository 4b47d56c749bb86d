import { type GenerationRecord, isRivalVariant } from "../generation/generationRecord";
import { blocksTwin } from "../generation/generationState";
import { formatCost, limitReached } from "../generation/spendingLimits";
import type { PaneState, ReadyQuote } from "./paneState";
import { placementIssue } from "./placementChoice";
import { optionIssues, requestKeyOnScreen } from "./requestOnScreen";
import { spendingObstacle } from "./spendingObstacle";
import { variantCount } from "./variantRequests";

export { formatCost } from "../generation/spendingLimits";

export interface GenerateButton {
    label: string;
    enabled: boolean;
    /** Why it is disabled, or what pressing it does. */
    hint: string;
}

/** The Generate button: its words are the state. */
export function generateButton(state: PaneState): GenerateButton {
    const { quote, connection, limits } = state;
    const blocked = blockedHint(state);
    if (blocked !== undefined) {
        return { label: blockedLabel(state), enabled: false, hint: blocked };
    }
    if (!isCurrent(state, quote)) {
        return { label: "Generate", enabled: false, hint: quoteHint(quote) };
    }
    const count = quote.requests.length;
    const label = `${generateWord(count)} · ${formatCost(quote.cost)}`;
    const limit = state.spending && limitReached(limits, state.spending, quote.cost);
    if (limit !== undefined) {
        return { label, enabled: false, hint: limit };
    }
    if (connection?.spends === false) {
        return { label, enabled: true, hint: "Emulated: nothing is spent." };
    }
    const asks = quote.cost > limits.confirmAbove ? " You are asked once more." : "";
    const price = count === 1 ? "The price" : `The price of all ${count}`;
    return { label, enabled: true, hint: `${price} for exactly what is on screen.${asks}` };
}

/** What pressing the button does. */
export function generateWord(count: number): string {
    return count === 1 ? "Generate" : `Generate ${count} variants`;
}

/** True for the price of just what is on screen. */
function isCurrent(state: PaneState, quote: PaneState["quote"]): quote is ReadyQuote {
    const isReady = quote.status === "ready" && quote.requests.length === variantCount(state);
    return isReady && quote.requestKey === requestKeyOnScreen(state);
}

/** Before there is a picture, what these options cost with any. */
function blockedLabel(state: PaneState): string {
    const { picture, priceWithoutPicture } = state;
    const count = variantCount(state);
    return picture.status === "none" && priceWithoutPicture !== undefined
        ? `${generateWord(count)} · from ${formatCost(priceWithoutPicture * count)}`
        : "Generate";
}

function blockedHint(state: PaneState): string | undefined {
    return (
        spendingObstacle(state) ??
        pictureHint(state) ??
        optionIssues(state)[0]?.message ??
        placementIssue(state.placement) ??
        twinHint(state)
    );
}

function pictureHint({ picture, ledger }: PaneState): string | undefined {
    if (picture.status === "reading") {
        return "Reading the picture…";
    }
    if (picture.status !== "ready") {
        return "Choose a picture first.";
    }
    return ledger.status === "opening" ? "Opening the list of generations…" : undefined;
}

function quoteHint(quote: PaneState["quote"]): string {
    switch (quote.status) {
        case "uploading":
            return `Uploading the picture to ask for the price${uploadShare(quote)}…`;
        case "failed":
            return "No price, so nothing can be generated.";
        default:
            return "Asking for the price…";
    }
}

function uploadShare({ loaded, total }: { loaded: number; total: number | undefined }): string {
    return total === undefined || total === 0 ? "" : ` · ${Math.round((loaded / total) * 100)} %`;
}

/** A paid generation of exactly the same request that has not come to its end blocks a second payment. */
function twinHint(state: PaneState): string | undefined {
    const key = requestKeyOnScreen(state);
    const isSeeded = variantCount(state) === 1 || state.options.seed !== undefined;
    const twin = state.generations.find((record) => record.requestKey === key && blocksTwin(record.state));
    return (isSeeded && twin && twinHints[twin.state.name]) || rivalHint(state, key);
}

/** The same for variants, whose seeds are drawn anew for each press. */
function rivalHint(state: PaneState, base = ""): string | undefined {
    const isRival = (record: GenerationRecord) => isRivalVariant(record, { base, group: "" });
    return variantCount(state) > 1 && state.generations.some(isRival)
        ? "Variants of exactly this are being generated now."
        : undefined;
}

const goOn = "Exactly this is paid already: go on with it in the list, for free.";

const twinHints: Partial<Record<GenerationRecord["state"]["name"], string>> = {
    unknown: "The same request got no answer before. Look at it in the list before paying again.",
    intent: "Exactly this is being generated now.",
    running: "Exactly this is being generated now.",
    downloading: "Exactly this is being generated now.",
    stopped: goOn,
    interrupted: goOn,
    available: goOn,
};
