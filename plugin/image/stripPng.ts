import { pngChunks } from "./pngChunks";

/** The chunks that make the picture. */
export const pictureChunks: ReadonlySet<string> = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** The chunks that say what its colours mean. */
const colourChunks: ReadonlySet<string> = new Set(["cICP", "iCCP", "sRGB", "gAMA", "cHRM"]);

/**
 * The same picture, pixel for pixel, without anything that is not needed to show it: no EXIF, no texts, no second
 * frame, nothing behind the end.
 */
export function stripPng(bytes: Uint8Array, keep: { colours: boolean }): Uint8Array<ArrayBuffer> {
    const stripped = new Uint8Array(bytes.length);
    stripped.set(bytes.subarray(0, 8));
    let length = 8;
    for (const { type, start, end } of pngChunks(bytes)) {
        if (pictureChunks.has(type) || (keep.colours && colourChunks.has(type))) {
            stripped.set(bytes.subarray(start, end), length);
            length += end - start;
        }
    }
    return stripped.slice(0, length);
}
