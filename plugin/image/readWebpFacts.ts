import { findAscii } from "./asciiText";
import { byteView } from "./byteView";
import { readExif } from "./exif";
import { damagedImage } from "./imageError";
import type { Size } from "./imageLimits";
import { type PictureFacts, plainFacts } from "./pictureFacts";
import { type WebpChunk, webpChunks } from "./webpChunks";

const hiddenChunks: ReadonlySet<string> = new Set(["EXIF", "XMP "]);

/**
 * Reads what a WebP says about itself.
 *
 * @throws GenerationError of kind `input` when its header is damaged
 */
export function readWebpFacts(bytes: Uint8Array): PictureFacts {
    const chunks = [...webpChunks(bytes)];
    const hidden = chunks.filter(({ type }) => hiddenChunks.has(type));
    const exif = readExif(tiffOf(hidden.find(({ type }) => type === "EXIF")));
    return {
        ...plainFacts,
        ...readSize(chunks[0]),
        orientation: exif.orientation,
        isAnimated: chunks.filter(({ type }) => type === "ANMF").length > 1,
        hasLocation: exif.hasLocation || hidden.some(({ data }) => findAscii(data, "GPSLatitude") !== -1),
        hasHiddenData: hidden.length > 0,
    };
}

/** The first chunk is either the picture or a header; each has the size in its own way. */
function readSize(first: WebpChunk | undefined): Size {
    if (first === undefined || first.data.length < 10) {
        throw damagedImage();
    }
    const view = byteView(first.data);
    const read = (at: number): number => view.getUint32(at, true);
    switch (first.type) {
        case "VP8X":
            return { width: 1 + (read(4) & 0xffffff), height: 1 + (read(6) >>> 8) };
        case "VP8L":
            return { width: 1 + (read(1) & 0x3fff), height: 1 + ((read(1) >>> 14) & 0x3fff) };
        case "VP8 ":
            return { width: read(6) & 0x3fff, height: (read(6) >>> 16) & 0x3fff };
        default:
            throw damagedImage();
    }
}

/** The same picture for a decoder that must not turn it: some browsers go by the EXIF data of a WebP, others do not. */
export function hideWebpExif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(bytes);
    const unknownName = new TextEncoder().encode("none");
    for (const { type, start } of webpChunks(bytes)) {
        if (hiddenChunks.has(type)) {
            copy.set(unknownName, start);
        }
    }
    return copy;
}

/** Some programs put the name that it has in a JPEG before it. */
function tiffOf(chunk: WebpChunk | undefined): Uint8Array {
    const data = chunk?.data ?? new Uint8Array();
    return findAscii(data.subarray(0, 6), "Exif\0\0") === 0 ? data.subarray(6) : data;
}
