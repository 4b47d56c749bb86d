import { isAbort } from "../errors";
import { imageError } from "./imageError";

/** Where a picture can come from. A string is a URL (`https:`, `blob:`, `data:` or relative to the page). */
export type ImageSource = Blob | URL | string | Uint8Array | HTMLCanvasElement | OffscreenCanvas;

/** Largest picture read, in bytes; the limit of Tripo's own public API. */
export const maximumImageBytes = 20 * 1024 * 1024;

export interface NamedBytes {
    bytes: Uint8Array;
    name: string;
}

export interface ReadBytesOptions {
    signal?: AbortSignal | undefined;
    fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Reads the bytes behind any image source.
 *
 * @throws GenerationError of kind `input` when it is empty, too large or cannot be reached.
 */
export async function readBytes(source: ImageSource, options: ReadBytesOptions = {}): Promise<NamedBytes> {
    if (source instanceof Uint8Array) {
        return { bytes: checkSize(source), name: "picture" };
    }
    if (source instanceof Blob) {
        return { bytes: await readBlob(source), name: nameOf(source) };
    }
    if (typeof source === "string" || source instanceof URL) {
        return readUrl(String(source), options);
    }
    const blob = await canvasToBlob(source);
    options.signal?.throwIfAborted();
    return { bytes: await readBlob(blob), name: "canvas.png" };
}

function nameOf(blob: Blob): string {
    return "name" in blob && typeof blob.name === "string" && blob.name !== "" ? blob.name : "picture";
}

async function readBlob(blob: Blob): Promise<Uint8Array> {
    if (blob.size > maximumImageBytes) {
        throw tooLarge(blob.size);
    }
    return checkSize(new Uint8Array(await blob.arrayBuffer()));
}

function checkSize(bytes: Uint8Array): Uint8Array {
    if (bytes.byteLength === 0) {
        throw imageError("The picture file is empty.", "Choose another picture.");
    }
    if (bytes.byteLength > maximumImageBytes) {
        throw tooLarge(bytes.byteLength);
    }
    return bytes;
}

function tooLarge(size: number): Error {
    const megabytes = (size / 1024 / 1024).toFixed(1);
    return imageError(`The picture has ${megabytes} MB; the limit is 20 MB.`, "Save it smaller or as a JPEG.");
}

async function readUrl(url: string, options: ReadBytesOptions): Promise<NamedBytes> {
    const fetchImage = options.fetch ?? globalThis.fetch;
    try {
        const response = await fetchImage(url, { signal: options.signal ?? null, credentials: "omit" });
        if (!response.ok) {
            throw imageError(`The picture's address answered ${response.status}.`, "Check the address.");
        }
        if (Number(response.headers.get("content-length")) > maximumImageBytes) {
            await response.body?.cancel();
            throw tooLarge(Number(response.headers.get("content-length")));
        }
        return { bytes: await readBlob(await response.blob()), name: nameFromUrl(url) };
    } catch (error) {
        if (isAbort(error, options.signal) || !(error instanceof TypeError)) {
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

function nameFromUrl(url: string): string {
    if (url.startsWith("data:") || url.startsWith("blob:")) {
        return "picture";
    }
    const last = url.split(/[?#]/)[0]?.split("/").pop() ?? "";
    return last === "" ? "picture" : last;
}

async function canvasToBlob(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
    if ("convertToBlob" in canvas) {
        return canvas.convertToBlob({ type: "image/png" });
    }
    return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => {
            if (blob === null) {
                reject(imageError("The canvas is empty or its content is protected.", "Use another picture."));
            } else {
                resolve(blob);
            }
        }, "image/png");
    });
}
