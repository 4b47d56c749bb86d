import { imageError, tooLargeFile } from "./imageError";
import { maximumFileBytes } from "./imageLimits";
import { type ReadAddressOptions, readAddress } from "./readAddress";
import { untilAborted } from "./untilAborted";

/** Where a picture can come from. A string is a URL (`https:`, `blob:`, `data:` or relative to the page). */
export type ImageSource = Blob | URL | string | Uint8Array | HTMLCanvasElement | OffscreenCanvas;

export interface NamedBytes {
    /** A copy: what happens to the source afterwards does not matter. */
    bytes: Uint8Array<ArrayBuffer>;
    name: string;
}

/**
 * Reads the bytes behind any image source.
 *
 * @throws GenerationError of kind `input` when it is empty, too large or cannot be reached
 */
export async function readBytes(source: ImageSource, options: ReadAddressOptions): Promise<NamedBytes> {
    const file = await readAny(source, options);
    if (file.bytes.length === 0) {
        throw imageError("The picture file is empty.", "Choose another picture.");
    }
    return file;
}

async function readAny(source: ImageSource, options: ReadAddressOptions): Promise<NamedBytes> {
    const { signal } = options;
    if (source instanceof Uint8Array) {
        checkLength(source.length);
        return { bytes: new Uint8Array(source), name: "picture" };
    }
    if (source instanceof Blob) {
        return { bytes: await readBlob(source, signal), name: nameOf(source) };
    }
    if (typeof source === "string" || source instanceof URL) {
        return { bytes: await readAddress(String(source), options), name: nameFromUrl(String(source)) };
    }
    const blob = await untilAborted(canvasToBlob(source), signal);
    return { bytes: await readBlob(blob, signal), name: "canvas.png" };
}

function checkLength(length: number): void {
    if (length > maximumFileBytes) {
        throw tooLargeFile();
    }
}

async function readBlob(blob: Blob, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    checkLength(blob.size);
    try {
        return new Uint8Array(await untilAborted(blob.arrayBuffer(), signal));
    } catch (error) {
        signal?.throwIfAborted();
        throw imageError("The picture file cannot be read any more.", "Choose it again.", error);
    }
}

function nameOf(blob: Blob): string {
    return "name" in blob && typeof blob.name === "string" && blob.name !== "" ? blob.name : "picture";
}

function nameFromUrl(url: string): string {
    if (url.startsWith("data:") || url.startsWith("blob:")) {
        return "picture";
    }
    const last = url.split(/[?#]/)[0]?.split("/").pop() ?? "";
    return last === "" ? "picture" : last;
}

async function canvasToBlob(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
    try {
        const blob = await ("convertToBlob" in canvas ? canvas.convertToBlob() : elementToBlob(canvas));
        if (blob !== null) {
            return blob;
        }
    } catch (error) {
        throw protectedCanvas(error);
    }
    throw protectedCanvas();
}

const elementToBlob = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
    new Promise((resolve) => canvas.toBlob(resolve, "image/png"));

function protectedCanvas(cause?: unknown): Error {
    return imageError("The canvas is empty, or shows what its page may not read.", "Use another picture.", cause);
}
