import type { GenerationError } from "../errors";
import { toGenerationError } from "../generation/toGenerationError";
import type { SourceImage } from "../image/sourceImage";
import type { PaneContext } from "./paneContext";
import { optionIssues, requestKey, requestOnScreen } from "./selectors";

/** A pause after the last change, in ms, so that typing does not ask for a price at every key. */
const quietTime = 350;

export interface QuoteEffects {
    /** Asks for the price of what is on screen now; older questions are dropped. */
    refresh(): Promise<void>;
    dispose(): void;
}

export function createQuoteEffects(context: PaneContext): QuoteEffects {
    const { store, client, delay } = context;
    let asking = new AbortController();
    let disposed = false;
    let started: GenerationError | undefined;
    const assetIds = new Map<string, string>();

    const refresh = async (): Promise<void> => {
        asking.abort();
        asking = new AbortController();
        const { signal } = asking;
        if (disposed) {
            return;
        }
        if (started !== undefined) {
            store.dispatch({ type: "quoteChanged", quote: { status: "failed", error: started } });
            return;
        }
        const { picture } = store.getState();
        if (picture.status !== "ready" || optionIssues(store.getState()).length > 0) {
            store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
            return;
        }
        try {
            await ask(picture.image, signal);
        } catch (error) {
            if (!signal.aborted) {
                fail(picture.image, toGenerationError(error, "none"));
            }
        }
    };

    const fail = (image: SourceImage, error: GenerationError): void => {
        // A question that started a job may have been paid: it is never asked again.
        started = error.spending === "none" ? undefined : error;
        // The uploaded picture may be what is missing at the service; then the next try brings it again, for free.
        if (error.status === 400 || error.status === 404) {
            assetIds.delete(image.contentHash);
        }
        store.dispatch({ type: "quoteChanged", quote: { status: "failed", error } });
    };

    const ask = async (image: SourceImage, signal: AbortSignal): Promise<void> => {
        const assetId = assetIds.get(image.contentHash) ?? (await upload(image, signal));
        store.dispatch({ type: "quoteChanged", quote: { status: "asking" } });
        await delay(quietTime, signal);
        const state = store.getState();
        const key = requestKey(state);
        const request = requestOnScreen(state, assetId);
        const { cost } = await client.quote(request, { signal });
        signal.throwIfAborted();
        if (key !== undefined) {
            store.dispatch({ type: "quoteChanged", quote: { status: "ready", cost, request, requestKey: key } });
        }
    };

    const upload = async (image: SourceImage, signal: AbortSignal): Promise<string> => {
        const report = (loaded: number, total: number | undefined) => {
            if (!signal.aborted) {
                store.dispatch({ type: "quoteChanged", quote: { status: "uploading", loaded, total } });
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
        store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
    };

    return { refresh, dispose };
}
