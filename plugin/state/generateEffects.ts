import type { Scene } from "@babylonjs/core/scene.js";
import { modelName } from "../generateModel";
import { newId } from "../generation/requestKey";
import { type GenerationIntent, submitGeneration } from "../generation/submitGeneration";
import { toGenerationError } from "../generation/toGenerationError";
import { generateButton } from "./generateButton";
import type { PaneContext } from "./paneContext";
import type { PaneState, ReadyQuote } from "./paneState";

export interface GenerateListeners {
    /** The quote is used up or out of date. */
    onQuoteUsed(): void;
    /** From now on results for this scene may come, and this one will, unless it is refused. */
    onIntent(intent: GenerationIntent, scene: Scene): void;
    /** Nothing was sent. */
    onRefused(id: string): void;
}

/**
 * What the Generate button does: sends the paid call for what is quoted on screen, once. A price above the user's own
 * threshold is asked about first; `isConfirmed` is the answer.
 */
export async function generate(
    { store, now, opened }: PaneContext,
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
    if (quote.cost > limits.confirmAbove && !isConfirmed) {
        store.dispatch({ type: "confirmationAsked" });
        return;
    }
    const intent = toIntent(state, quote, scene);
    // From here on the same press cannot pay again: the quote is gone before anything is awaited.
    store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
    store.dispatch({ type: "generateRefused", error: undefined });
    if (intent === undefined) {
        return;
    }
    listeners.onIntent(intent, scene);
    try {
        await submitGeneration(ledger.context, intent);
    } catch (error) {
        store.dispatch({ type: "generateRefused", error: toGenerationError(error, "none") });
        listeners.onRefused(intent.id);
    }
    listeners.onQuoteUsed();
}

function toIntent(
    { picture, placement }: PaneState,
    { id, cost, request, requestKey, expiresAt }: ReadyQuote,
    scene: Scene,
): GenerationIntent | undefined {
    return picture.status !== "ready"
        ? undefined
        : {
              id: newId(),
              name: modelName(picture.image.name),
              image: picture.image,
              request,
              requestKey,
              placement,
              target: scene.uid,
              quote: { id, cost },
              quoteExpiresAt: expiresAt,
          };
}
