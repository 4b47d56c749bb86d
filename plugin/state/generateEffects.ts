import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isGenerationError } from "../errors";
import { checkTarget, findNode, frontOf, modelName } from "../generateModel";
import { newId } from "../generation/requestKey";
import type { GenerationIntent } from "../generation/submitGeneration";
import { toGenerationError } from "../generation/toGenerationError";
import type { Draft } from "./draftsReducer";
import { generateButton } from "./generateButton";
import type { PaneContext } from "./paneContext";
import type { PaneState, ReadyQuote } from "./paneState";
import { pinPlacement } from "./pinPlacement";
import { type PlacementChoice, toPlacement } from "./placementChoice";
import { submitIntents } from "./submitIntents";

export interface GenerateListeners {
    /** The quote is used up or out of date. */
    onQuoteUsed(): void;
    /** From now on results for this scene may come, and this one, or a variant of it, will, unless it is refused. */
    onIntent(intent: GenerationIntent, scene: Scene): void;
    /** Nothing was sent. The draft is the one it would have been of. */
    onRefused(id: string, draft: Draft | undefined): void;
}

/**
 * What the Generate button does: sends the paid call for what is quoted on screen, once, or one for each variant. A price
 * above the user's own threshold is asked about first; `isConfirmed` is the answer.
 */
export async function generate(
    { store, now, opened, selections, signal }: PaneContext,
    listeners: GenerateListeners,
    scene: Scene,
    isConfirmed: boolean,
): Promise<void> {
    const state = store.getState();
    const { quote, limits } = state;
    const ledger = opened();
    if (!generateButton(state).enabled || quote.status !== "ready" || ledger === undefined || scene.isDisposed) {
        return;
    }
    if (quote.expiresAt <= now()) {
        // The computer slept: nobody was there to ask again in time.
        listeners.onQuoteUsed();
        return;
    }
    const placement = pin(state.placement, quote, scene, selections.selected());
    if (isGenerationError(placement)) {
        store.dispatch({ type: "generateRefused", error: placement });
        return;
    }
    if (quote.cost > limits.confirmAbove && !isConfirmed) {
        store.dispatch({ type: "confirmationAsked" });
        return;
    }
    const intents = toIntents({ ...state, placement }, quote, scene);
    const [first] = intents;
    const draft = state.drafts.find(({ id }) => id === state.shownDraft);
    // From here on the same press cannot pay again: the quote is gone before anything is awaited.
    store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
    store.dispatch({ type: "generateRefused", error: undefined });
    if (first === undefined) {
        return;
    }
    listeners.onIntent(first, scene);
    const { begun, error } = await submitIntents(ledger.context, intents, signal);
    if (error !== undefined) {
        store.dispatch({ type: "generateRefused", error });
    }
    if (begun === 0) {
        listeners.onRefused(first.id, draft);
    }
    listeners.onQuoteUsed();
}

/** Before anything is paid: what is selected decides, and may be nothing, or nothing that a model can stand under. */
function pin(
    choice: PlacementChoice,
    { requests: [quoted] }: ReadyQuote,
    scene: Scene,
    selected: readonly object[],
): PlacementChoice | GenerationError {
    try {
        const pinned = pinPlacement(choice, scene, selected);
        const parent = pinned.parent === undefined ? undefined : findNode(scene, pinned.parent);
        const { front = frontOf(quoted?.request.input.orientation), ...placement } = toPlacement(pinned);
        checkTarget(scene, { ...placement, front, ...(parent && { parent }) });
        return pinned;
    } catch (error) {
        return toGenerationError(error, "none");
    }
}

/** One for each variant. The stand-in of the first stands for all of them. */
function toIntents(
    { picture, placement, shownDraft }: PaneState,
    { requests, requestKey: base, expiresAt }: ReadyQuote,
    scene: Scene,
): GenerationIntent[] {
    if (picture.status !== "ready") {
        return [];
    }
    const { image } = picture;
    const group = shownDraft ?? newId();
    const count = requests.length;
    return requests.map(({ id, cost, request, requestKey }, index) => ({
        id: index === 0 ? group : newId(),
        name: modelName(image.name),
        image,
        request,
        requestKey,
        placement,
        target: scene.uid,
        quote: { id, cost },
        quoteExpiresAt: expiresAt,
        ...(count > 1 && { variant: { group, number: index + 1, count, base } }),
    }));
}
