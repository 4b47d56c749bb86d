import { imageSize as readImageSize } from "image-size";
import { imageError } from "./imageError";

export interface ImageSize {
    /** Pixels, as stored; an EXIF orientation is not applied. */
    width: number;
    height: number;
    /** EXIF orientation 1…8; 1 is upright. */
    orientation: number;
}

/** Side lengths the model accepts, in pixels (Tripo's public API: 20 to 6,000 a side). */
export const imageSides = { minimum: 20, maximum: 6000 } as const;

/** Pictures with more pixels than this are not decoded: a small file can hold gigabytes. */
const maximumPixels = 100_000_000;

/**
 * Reads the size from the header alone.
 *
 * @throws GenerationError of kind `input` when the header is unreadable, the picture is too small or a bomb.
 */
export function imageSize(bytes: Uint8Array): ImageSize {
    const { width, height, orientation } = readHeader(bytes);
    if (Math.min(width, height) < imageSides.minimum) {
        throw imageError(
            `The picture has ${width} × ${height} pixels; the model needs at least ${imageSides.minimum} a side.`,
            "Choose a larger picture; 1,024 pixels a side work well.",
        );
    }
    if (width * height > maximumPixels) {
        throw imageError(`The picture has ${width} × ${height} pixels, too many to open safely.`, "Save it smaller.");
    }
    return { width, height, orientation };
}

function readHeader(bytes: Uint8Array): ImageSize {
    try {
        const { width, height, orientation } = readImageSize(bytes);
        return { width, height, orientation: orientation ?? 1 };
    } catch (error) {
        throw imageError("The picture file is damaged or incomplete.", "Open it elsewhere and save it again.", error);
    }
}
