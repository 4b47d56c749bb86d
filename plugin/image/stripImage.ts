import type { SendableType } from "./mediaType";
import { stripJpeg } from "./stripJpeg";
import { stripPng } from "./stripPng";

/**
 * The same picture, pixel for pixel, without anything that is not needed to show it. What says which colours its
 * numbers mean can be kept.
 *
 * @throws GenerationError of kind `input` when the file is cut off or damaged
 */
export function stripImage(
    bytes: Uint8Array,
    mediaType: SendableType,
    keep: { colours: boolean },
): Uint8Array<ArrayBuffer> {
    return mediaType === "image/png" ? stripPng(bytes, keep) : stripJpeg(bytes, keep);
}
