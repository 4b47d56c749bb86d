import { isAbort, isGenerationError } from "../errors";
import { imageError, tooLargeFile } from "./imageError";
import { maximumFileBytes } from "./imageLimits";
import { readCapped } from "./readCapped";

export interface ReadAddressOptions {
    signal?: AbortSignal | undefined;
    fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Reads what an address answers, without telling it who asks or from where. Nothing that it says about its content is
 * believed, and no more is read than a picture may have.
 *
 * @throws GenerationError of kind `input` when it is too large or cannot be read
 */
export async function readAddress(url: string, options: ReadAddressOptions): Promise<Uint8Array<ArrayBuffer>> {
    const { signal, fetch = globalThis.fetch } = options;
    try {
        const response = await fetch(url, {
            signal: signal ?? null,
            credentials: "omit",
            referrerPolicy: "no-referrer",
        });
        return await readAnswer(response, signal);
    } catch (error) {
        if (isGenerationError(error) || isAbort(error, signal)) {
            throw error;
        }
        // A browser reports an unreachable host and a refusal to share with other sites alike, on purpose.
        throw imageError(
            "The picture's address cannot be read from this page.",
            "Save the picture and drop the file here instead.",
            error,
        );
    }
}

async function readAnswer(response: Response, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    const isAnnouncedLarge = Number(response.headers.get("content-length")) > maximumFileBytes;
    if (!response.ok || isAnnouncedLarge) {
        // Nobody waits for it.
        response.body?.cancel().catch(() => undefined);
        throw response.ok
            ? tooLargeFile()
            : imageError(`The picture's address answered ${response.status}.`, "Check the address.");
    }
    const bytes = response.body === null ? new Uint8Array() : await readCapped(response.body, maximumFileBytes, signal);
    if (bytes === undefined) {
        throw tooLargeFile();
    }
    return bytes;
}
