import { isAbort } from "../errors";
import { parseTripoOptions, tripoRequest } from "../generation/tripoGeneration";
import type { SourceImage } from "../image/sourceImage";
import type { PaneContext } from "./paneContext";
import { optionIssues, requestKey } from "./selectors";
import { toGenerationError } from "./toGenerationError";

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
    const assetIds = new Map<string, string>();

    const refresh = async (): Promise<void> => {
        asking.abort();
        asking = new AbortController();
        const { signal } = asking;
        const { picture } = store.getState();
        if (picture.status !== "ready" || optionIssues(store.getState()).length > 0) {
            store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
            return;
        }
        try {
            await ask(picture.image, signal);
        } catch (error) {
            if (!isAbort(error, signal)) {
                const failure = toGenerationError(error, "none");
                store.dispatch({ type: "quoteChanged", quote: { status: "failed", error: failure } });
            }
        }
    };

    const ask = async (image: SourceImage, signal: AbortSignal): Promise<void> => {
        const assetId = assetIds.get(image.contentHash) ?? (await upload(image, signal));
        store.dispatch({ type: "quoteChanged", quote: { status: "asking" } });
        await delay(quietTime, signal);
        const { options } = store.getState();
        const { cost } = await client.quote(tripoRequest(assetId, parseTripoOptions(options)), { signal });
        signal.throwIfAborted();
        const key = requestKey(assetId, options);
        store.dispatch({ type: "quoteChanged", quote: { status: "ready", cost, assetId, requestKey: key } });
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
        assetIds.set(image.contentHash, assetId);
        return assetId;
    };

    return { refresh, dispose: () => asking.abort() };
}
