import type { CutOut } from "./cutOut";
import type { PixelBounds, PixelImage } from "./pixelImage";

/** A picture made `factor` times smaller, each pixel the mean of a square of them; the last ones may be of fewer. */
export function shrinkPicture(picture: PixelImage, factor: number): PixelImage {
    if (factor === 1) {
        return picture;
    }
    const width = Math.ceil(picture.width / factor);
    const height = Math.ceil(picture.height / factor);
    const sums = new Float32Array(width * height * 5);
    for (let y = 0, i = 0; y < picture.height; y++) {
        const row = Math.floor(y / factor) * width;
        for (let x = 0; x < picture.width; x++, i += 4) {
            const at = (row + Math.floor(x / factor)) * 5;
            for (let channel = 0; channel < 4; channel++) {
                sums[at + channel] = (sums[at + channel] ?? 0) + (picture.data[i + channel] ?? 0);
            }
            sums[at + 4] = (sums[at + 4] ?? 0) + 1;
        }
    }
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < data.length; i++) {
        const at = (i >> 2) * 5;
        data[i] = (sums[at + (i & 3)] ?? 0) / (sums[at + 4] ?? 1);
    }
    return { width, height, data };
}

/** The part of a picture inside a frame. */
export function cropPicture(picture: PixelImage, { left, top, width, height }: PixelBounds): PixelImage {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
        const start = ((top + y) * picture.width + left) * 4;
        data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
    }
    return { width, height, data };
}

/** The coverage of a cut-out inside a frame of a picture that is `factor` times larger. */
export function enlargeCoverage(cut: CutOut, { left, top, width, height }: PixelBounds, factor: number): Uint8Array {
    const coverage = new Uint8Array(width * height);
    for (let y = 0, i = 0; y < height; y++) {
        const row = Math.floor((top + y) / factor) * cut.width;
        for (let x = 0; x < width; x++, i++) {
            coverage[i] = cut.coverage[row + Math.floor((left + x) / factor)] ?? 0;
        }
    }
    return coverage;
}
