import type { GenerationError } from "../errors";
import { newId } from "../generation/requestKey";
import { toGenerationError } from "../generation/toGenerationError";
import type { SourceImage } from "../image/sourceImage";
import type { Attention } from "./attention";
import type { PaneContext } from "./paneContext";
import type { PaneState } from "./paneState";
import { optionIssues, requestKeyOnScreen, requestOnScreen } from "./requestOnScreen";

/** A pause after the last change, in ms, so that typing does not ask for a price at every key. */
const quietTime = 350;

/** ms a price is good for. */
export const quoteLifetime = 120_000;

// Scenario's own tools price with ids like this (reference 3.1); the price of Tripo does not depend on the picture.
const placeholderAssetId = "asset_placeholder";

export interface QuoteEffects {
    /** Asks for the price of what is on screen now; older questions are dropped. */
    refresh(): Promise<void>;
    dispose(): void;
}

export function createQuoteEffects(context: PaneContext, isGiven: Attention["isGiven"]): QuoteEffects {
    const { store, client, delay, now } = context;
    let asking = new AbortController();
    let disposed = false;
    let started: GenerationError | undefined;
    const assetIds = new Map<string, string>();
    const show = (quote: PaneState["quote"]) => store.dispatch({ type: "quoteChanged", quote });

    const refresh = async (): Promise<void> => {
        asking.abort();
        asking = new AbortController();
        const { signal } = asking;
        if (disposed) {
            return;
        }
        if (started !== undefined) {
            show({ status: "failed", error: started });
            return;
        }
        const state = store.getState();
        const { picture } = state;
        if (!canAsk(state)) {
            show({ status: "none" });
            return;
        }
        try {
            await (picture.status === "ready" ? keepAsking(picture.image, signal) : askWithoutPicture(signal));
        } catch (error) {
            if (!signal.aborted && picture.status === "ready") {
                fail(picture.image, toGenerationError(error, "none"));
            }
        }
    };

    const fail = (image: SourceImage, error: GenerationError): void => {
        // A question that started a job may have been paid: it is never asked again.
        started = error.spending === "none" ? undefined : error;
        // The uploaded picture may be what is missing at the service; then the next try brings it again, for free.
        if (error.status === 400 || error.status === 404) {
            assetIds.set(image.contentHash, "");
        }
        show({ status: "failed", error });
    };

    /** Asks anew whenever the price has expired, as long as somebody looks at it. */
    const keepAsking = async (image: SourceImage, signal: AbortSignal): Promise<void> => {
        do {
            await ask(image, signal);
            await delay(quoteLifetime, signal);
        } while (isGiven());
        show({ status: "none" });
    };

    const ask = async (image: SourceImage, signal: AbortSignal): Promise<void> => {
        const assetId = knownAsset(image) ?? (await upload(image, signal));
        show({ status: "asking" });
        await delay(quietTime, signal);
        const state = store.getState();
        const requestKey = requestKeyOnScreen(state);
        const request = requestOnScreen(state, assetId);
        const askedAt = now();
        const { cost } = await client.quote(request, { signal });
        signal.throwIfAborted();
        if (requestKey !== undefined) {
            show({ status: "ready", id: newId(), cost, request, requestKey, expiresAt: askedAt + quoteLifetime });
        }
    };

    const askWithoutPicture = async (signal: AbortSignal): Promise<void> => {
        await delay(quietTime, signal);
        const state = store.getState();
        const assetId = state.generations.find(({ picture }) => picture)?.request.input.image ?? placeholderAssetId;
        const quote = await client.quote(requestOnScreen(state, String(assetId)), { signal }).catch(() => undefined);
        signal.throwIfAborted();
        store.dispatch({ type: "priceWithoutPicture", cost: quote?.cost });
    };

    /** The picture as it was uploaded before, in this page or for an earlier generation. */
    const knownAsset = ({ contentHash }: SourceImage): string | undefined => {
        const known = assetIds.get(contentHash);
        if (known !== undefined) {
            return known === "" ? undefined : known;
        }
        const earlier = store.getState().generations.find(({ picture }) => picture?.hash === contentHash);
        const assetId = earlier?.request.input.image;
        return typeof assetId === "string" ? assetId : undefined;
    };

    const upload = async (image: SourceImage, signal: AbortSignal): Promise<string> => {
        const report = (loaded: number, total: number | undefined) => {
            if (!signal.aborted) {
                show({ status: "uploading", loaded, total });
            }
        };
        report(0, image.bytes.byteLength);
        const assetId = await client.uploadImage(image, {
            signal,
            onProgress: ({ loaded, total }) => report(loaded, total),
        });
        signal.throwIfAborted();
        assetIds.set(image.contentHash, assetId);
        return assetId;
    };

    const dispose = (): void => {
        disposed = true;
        asking.abort();
        show({ status: "none" });
    };

    return { refresh, dispose };
}

/** Nothing is uploaded, and nothing asked, that could not be generated anyway. */
function canAsk(state: PaneState): boolean {
    const { picture, ledger, limits, connection, isSpendingOff } = state;
    return (
        ledger.status === "ready" &&
        !limits.noSpend &&
        !isSpendingOff &&
        connection?.noSpend !== true &&
        (picture.status === "ready" || picture.status === "none") &&
        optionIssues(state).length === 0
    );
}
