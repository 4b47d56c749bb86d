import { findForeground } from "./backgroundColours";
import { dropSpecks } from "./connectedRegions";
import type { PixelBounds, PixelImage } from "./pixelImage";
import { rateForeground } from "./rateForeground";

/** Which pixels of a picture show the object. */
export interface CutOut {
    readonly width: number;
    readonly height: number;
    /** One byte a pixel: 0 is background, 255 is object, between them is the soft edge. */
    readonly coverage: Uint8Array;
    /** The smallest rectangle holding every pixel with any coverage; never empty. */
    readonly bounds: PixelBounds;
    /** What told the object from the background. `whole` means that nothing did and the full picture is the object. */
    readonly source: "alpha" | "background" | "whole";
    /** How convincing that was, from 0 to 1; 0 for the whole picture. */
    readonly confidence: number;
}

/** From this coverage on a pixel counts as object. */
const SOLID = 128;
/** Less transparency than this share of the picture is taken for noise; less than the other for rounded corners. */
const LEAST_TRANSPARENT_SHARE = 0.001;
const SURE_TRANSPARENT_SHARE = 0.02;
/** A cut-out by colours that is less convincing than this is not used. */
const LEAST_CONFIDENCE = 0.5;
/** A colour-based cut-out outside these shares of the picture is a failed one. */
const LEAST_OBJECT_SHARE = 0.002;
const MOST_OBJECT_SHARE = 0.985;

/**
 * Finds the object in a picture: by its transparency, or else by the colours along its border. When neither convinces,
 * the whole picture is the object.
 * @throws RangeError when the picture has no pixels or its data does not fit its size
 */
export function cutOut(picture: PixelImage): CutOut {
    const { width, height, data } = picture;
    if (width < 1 || height < 1 || data.length !== width * height * 4) {
        throw new RangeError(`A picture of ${width} by ${height} pixels cannot have ${data.length} bytes.`);
    }
    const alpha = readAlpha(picture);
    const transparent = (width * height - countSolid(alpha)) / (width * height);
    const byAlpha = () => finish(picture, dropSpecks(alpha, width, height), "alpha", 1);
    if (transparent >= SURE_TRANSPARENT_SHARE) {
        return byAlpha() ?? wholePicture(picture);
    }
    const isNoise = transparent < Math.max(1 / (width * height), LEAST_TRANSPARENT_SHARE);
    return cutByColours(picture) ?? (isNoise ? undefined : byAlpha()) ?? wholePicture(picture);
}

function cutByColours(picture: PixelImage): CutOut | undefined {
    const { width, height } = picture;
    const foreground = findForeground(picture);
    const kept = dropSpecks(foreground.mask, width, height);
    const share = countSolid(kept) / (width * height);
    if (share < LEAST_OBJECT_SHARE || share > MOST_OBJECT_SHARE) {
        return undefined;
    }
    const confidence = rateForeground(picture, foreground, kept);
    return confidence < LEAST_CONFIDENCE
        ? undefined
        : finish(picture, softened(kept, width, height), "background", confidence);
}

function readAlpha({ width, height, data }: PixelImage): Uint8Array {
    const alpha = new Uint8Array(width * height);
    for (let i = 0; i < alpha.length; i++) {
        alpha[i] = data[i * 4 + 3] ?? 0;
    }
    return alpha;
}

function countSolid(coverage: Uint8Array): number {
    let count = 0;
    for (const value of coverage) {
        count += value >= SOLID ? 1 : 0;
    }
    return count;
}

function finish(
    { width, height }: PixelImage,
    coverage: Uint8Array,
    source: "alpha" | "background",
    confidence: number,
): CutOut | undefined {
    const bounds = coveredBounds(coverage, width, height);
    return bounds && { width, height, coverage, bounds, source, confidence };
}

function wholePicture({ width, height }: PixelImage): CutOut {
    const coverage = new Uint8Array(width * height).fill(255);
    return { width, height, coverage, bounds: { left: 0, top: 0, width, height }, source: "whole", confidence: 0 };
}

/** The rectangle around every pixel with coverage, or undefined when there is none. */
export function coveredBounds(coverage: Uint8Array, width: number, height: number): PixelBounds | undefined {
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            if ((coverage[y * width + x] ?? 0) > 0) {
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = y;
            }
        }
    }
    return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A hard mask with its edge spread over three pixels, so that the outline can be smooth. */
function softened(mask: Uint8Array, width: number, height: number): Uint8Array {
    const rows = new Uint16Array(mask.length);
    for (let y = 0, i = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i++) {
            const before = mask[x > 0 ? i - 1 : i] ?? 0;
            const after = mask[x < width - 1 ? i + 1 : i] ?? 0;
            rows[i] = before + 2 * (mask[i] ?? 0) + after;
        }
    }
    return mask.map((_, i) => {
        const here = rows[i] ?? 0;
        return ((rows[i - width] ?? here) + 2 * here + (rows[i + width] ?? here)) >> 4;
    });
}
