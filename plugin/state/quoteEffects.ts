import type { GenerationError } from "../errors";
import { newId } from "../generation/requestKey";
import { toGenerationError } from "../generation/toGenerationError";
import type { SourceImage } from "../image/sourceImage";
import type { Attention } from "./attention";
import type { PaneContext } from "./paneContext";
import type { PaneState, RequestQuote } from "./paneState";
import { createPictureUploads } from "./pictureUploads";
import { optionIssues, requestKeyOnScreen, requestOnScreen } from "./requestOnScreen";
import { spendingObstacle } from "./spendingObstacle";
import { variantStates } from "./variantRequests";

/** A pause after the last change, in ms, so that typing does not ask for a price at every key. */
const quietTime = 350;

/** ms a price is good for. */
const quoteLifetime = 120_000;

// Scenario's own tools price with ids like this (reference 3.1); the price of Tripo does not depend on the picture.
const placeholderAssetId = "asset_placeholder";

export interface QuoteEffects {
    /** Asks for the price of what is on screen now; older questions are dropped. */
    refresh(): Promise<void>;
    dispose(): void;
}

export function createQuoteEffects(context: PaneContext, isGiven: Attention["isGiven"]): QuoteEffects {
    const { store, client, delay, now } = context;
    const uploads = createPictureUploads(context);
    let asking = new AbortController();
    let started: GenerationError | undefined;
    const show = (quote: PaneState["quote"]) => store.dispatch({ type: "quoteChanged", quote });

    const refresh = async (): Promise<void> => {
        asking.abort();
        asking = new AbortController();
        const { signal } = asking;
        const state = store.getState();
        const { picture } = state;
        if (context.signal.aborted || picture.status !== "ready" || !maySpend(state)) {
            uploads.stop();
        }
        if (context.signal.aborted || !canAsk(state)) {
            show({ status: "none" });
            return;
        }
        if (started !== undefined) {
            show({ status: "failed", error: started });
            return;
        }
        try {
            await (picture.status === "ready" ? keepAsking(picture.image, signal) : askWithoutPicture(signal));
        } catch (error) {
            if (!signal.aborted) {
                fail(toGenerationError(error, "none"), picture);
            }
        }
    };

    const fail = (error: GenerationError, picture: PaneState["picture"]): void => {
        // A question that started a job may have been paid: it is never asked again.
        started = error.spending === "none" ? undefined : error;
        if (picture.status === "ready" && (error.status === 400 || error.status === 404)) {
            // The uploaded picture may be what is missing at the service; then the next try brings it again.
            uploads.forget(picture.image);
        }
        if (picture.status === "ready" || started !== undefined) {
            show({ status: "failed", error });
        }
    };

    /** Asks anew whenever the price has expired, as long as somebody looks at it. */
    const keepAsking = async (image: SourceImage, signal: AbortSignal): Promise<void> => {
        do {
            const expiresAt = await ask(image, signal);
            await delay(Math.max(0, expiresAt - now()), signal);
        } while (isGiven());
        show({ status: "none" });
    };

    /** @returns when that price expires, ms since 1970 */
    const ask = async (image: SourceImage, signal: AbortSignal): Promise<number> => {
        const assetId = await uploads.assetOf(image, (share) => {
            if (!signal.aborted) {
                show({ status: "uploading", ...share });
            }
        });
        signal.throwIfAborted();
        show({ status: "asking" });
        await delay(quietTime, signal);
        const state = store.getState();
        const requestKey = requestKeyOnScreen(state);
        const expiresAt = now() + quoteLifetime;
        const requests: RequestQuote[] = [];
        for (const variant of variantStates(state)) {
            // One after the other: should a question start a job against all rules, no other is asked.
            requests.push(await askFor(variant, assetId, signal));
        }
        if (requestKey !== undefined) {
            const cost = requests.reduce((sum, quote) => sum + quote.cost, 0);
            show({ status: "ready", cost, requestKey, requests, expiresAt });
        }
        return expiresAt;
    };

    const askFor = async (variant: PaneState, assetId: string, signal: AbortSignal): Promise<RequestQuote> => {
        const request = requestOnScreen(variant, assetId);
        const requestKey = requestKeyOnScreen(variant) ?? "";
        const { cost } = await client.quote(request, { signal });
        signal.throwIfAborted();
        return { id: newId(), cost, request, requestKey };
    };

    /** What these options cost with any picture. A price that cannot be had is just not shown. */
    const askWithoutPicture = async (signal: AbortSignal): Promise<void> => {
        await delay(quietTime, signal);
        const state = store.getState();
        const assetId = state.generations.find(({ picture }) => picture)?.request.input.image ?? placeholderAssetId;
        const { cost } = await client.quote(requestOnScreen(state, String(assetId)), { signal });
        signal.throwIfAborted();
        store.dispatch({ type: "priceWithoutPicture", cost });
    };

    const dispose = (): void => {
        asking.abort();
        uploads.stop();
        show({ status: "none" });
    };

    return { refresh, dispose };
}

/** Nothing is uploaded, and nothing asked, that could not be generated anyway. */
function canAsk(state: PaneState): boolean {
    const { status } = state.picture;
    return maySpend(state) && (status === "ready" || status === "none") && optionIssues(state).length === 0;
}

function maySpend(state: PaneState): boolean {
    return state.ledger.status === "ready" && spendingObstacle(state) === undefined;
}
