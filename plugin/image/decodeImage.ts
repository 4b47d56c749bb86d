import { imageError } from "./imageError";
import { loadElement } from "./loadElement";
import { untilAborted } from "./untilAborted";

/** Milliseconds; only a picture made to keep its reader busy takes longer. */
const patience = 60_000;

/** What few browsers can decode, by its name for people. */
const rareFormats: Readonly<Record<string, string>> = { "image/heic": "HEIC", "image/tiff": "TIFF" };

/** True where pictures can be decoded: in browsers and their workers. */
export function canDecode(): boolean {
    return typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function";
}

/**
 * Decodes a picture, outside of the main thread where the browser does so. The caller closes the bitmap.
 *
 * @throws GenerationError of kind `input` when the browser cannot decode it, or not in time
 */
export async function decodeImage(
    bytes: Uint8Array<ArrayBuffer>,
    mediaType: string,
    signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
    const timeout = AbortSignal.timeout(patience);
    const close = (late: ImageBitmap) => late.close();
    const decoding = decode(new Blob([bytes], { type: mediaType }), mediaType);
    try {
        return await untilAborted(untilAborted(decoding, timeout, close), signal, close);
    } catch (error) {
        signal?.throwIfAborted();
        if (timeout.aborted) {
            throw imageError("The picture takes too long to open.", "Open it elsewhere and save it as PNG.", error);
        }
        throw undecodable(mediaType, error);
    }
}

async function decode(blob: Blob, mediaType: string): Promise<ImageBitmap> {
    try {
        return await createImageBitmap(blob);
    } catch (error) {
        if (rareFormats[mediaType] === undefined) {
            throw error;
        }
        // Safari shows these formats in pages alone.
        return createImageBitmap(await loadElement(blob, undefined));
    }
}

function undecodable(mediaType: string, cause: unknown): Error {
    const name = rareFormats[mediaType];
    return name === undefined
        ? imageError(
              "The picture cannot be decoded; it may be damaged.",
              "Open it elsewhere and save it as PNG.",
              cause,
          )
        : imageError(
              `This browser cannot open ${name} pictures.`,
              "Open it in a photo program and export it as JPEG or PNG; Safari can often open it as it is.",
              cause,
          );
}
