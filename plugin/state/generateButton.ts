import type { GenerationRecord } from "../generation/generationRecord";
import { blocksTwin } from "../generation/generationState";
import { formatCost, limitReached } from "../generation/spendingLimits";
import type { PaneState } from "./paneState";
import { placementIssue } from "./placementChoice";
import { optionIssues, requestKeyOnScreen } from "./requestOnScreen";
import { spendingObstacle } from "./spendingObstacle";

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
    if (quote.status !== "ready" || quote.requestKey !== requestKeyOnScreen(state)) {
        return { label: "Generate", enabled: false, hint: quoteHint(quote) };
    }
    const label = `Generate · ${formatCost(quote.cost)}`;
    const limit = state.spending && limitReached(limits, state.spending, quote.cost);
    if (limit !== undefined) {
        return { label, enabled: false, hint: limit };
    }
    if (connection?.spends === false) {
        return { label, enabled: true, hint: "Emulated: nothing is spent." };
    }
    const asks = quote.cost > limits.confirmAbove ? " You are asked once more." : "";
    return { label, enabled: true, hint: `The price for exactly what is on screen.${asks}` };
}

/** Before there is a picture, what these options cost with any. */
function blockedLabel({ picture, priceWithoutPicture }: PaneState): string {
    return picture.status === "none" && priceWithoutPicture !== undefined
        ? `Generate · from ${formatCost(priceWithoutPicture)}`
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
    const twin = state.generations.find((record) => record.requestKey === key && blocksTwin(record.state));
    return twin && twinHints[twin.state.name];
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
