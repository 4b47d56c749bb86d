import { forEachNeighbour } from "./connectedRegions";
import type { CutOut } from "./cutOut";
import type { PixelBounds, PixelImage } from "./pixelImage";

/** From this coverage on a pixel shows nothing but the object, and from the other on it is counted as part of it. */
const FULL = 250;
const SOLID = 128;
/** How many pixels of an outline are mixed with the background: more when it was found by colours. */
const BLUR = { alpha: 1, background: 2, whole: 0 } as const;
/** How many pixels past the blur the colours from inside reach before a thin part keeps its own. */
const REACH = 2;

/**
 * The part of a picture inside `frame`, opaque. What is not surely inside the object takes the colours nearest to it
 * that are, so that no background shows where the picture is stretched over the object's sides.
 */
export function bleedColours(picture: PixelImage, cut: CutOut, frame: PixelBounds): PixelImage {
    const image = { width: frame.width, height: frame.height, data: cropped(picture, frame) };
    const blur = BLUR[cut.source];
    const coverage = croppedCoverage(cut, frame);
    const known = findInside(coverage, image, blur);
    growColours(image, known, blur + REACH);
    for (let pixel = 0; pixel < known.length; pixel++) {
        known[pixel] = known[pixel] === 1 || (coverage[pixel] ?? 0) >= SOLID ? 1 : 0;
    }
    growColours(image, known, Number.POSITIVE_INFINITY);
    return image;
}

function cropped(picture: PixelImage, { left, top, width, height }: PixelBounds): Uint8ClampedArray {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
        const start = ((top + y) * picture.width + left) * 4;
        data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
    }
    for (let i = 3; i < data.length; i += 4) {
        data[i] = 255;
    }
    return data;
}

function croppedCoverage(cut: CutOut, { left, top, width, height }: PixelBounds): Uint8Array {
    const coverage = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
        const start = (top + y) * cut.width + left;
        coverage.set(cut.coverage.subarray(start, start + width), y * width);
    }
    return coverage;
}

/** 1 for each pixel that is fully covered, as are those up to `blur` steps away from it. */
function findInside(coverage: Uint8Array, { width, height }: PixelImage, blur: number): Uint8Array {
    let inside = coverage.map((value) => (value >= FULL ? 1 : 0));
    for (let step = 0; step < blur; step++) {
        inside = inside.map((value, pixel) => {
            let all = value;
            forEachNeighbour(pixel, width, height, (neighbour) => {
                all &= inside[neighbour] ?? 0;
            });
            return all;
        });
    }
    return inside;
}

/** Gives unknown pixels the mean colour of their known neighbours, ring by ring around what is known. */
function growColours({ width, height, data }: PixelImage, known: Uint8Array, rings: number): void {
    const queued = 2;
    let ring: number[] = [];
    for (let pixel = 0; pixel < known.length; pixel++) {
        if (known[pixel] === 1) {
            forEachNeighbour(pixel, width, height, queue);
        }
    }
    for (let n = 0; n < rings && ring.length > 0; n++) {
        const current = ring;
        ring = [];
        current.forEach(takeMeanColour);
        for (const pixel of current) {
            known[pixel] = 1;
        }
        for (const pixel of current) {
            forEachNeighbour(pixel, width, height, queue);
        }
    }
    for (const pixel of ring) {
        known[pixel] = 0;
    }

    function queue(pixel: number): void {
        if (known[pixel] === 0) {
            known[pixel] = queued;
            ring.push(pixel);
        }
    }

    function takeMeanColour(pixel: number): void {
        let [red, green, blue, count] = [0, 0, 0, 0];
        forEachNeighbour(pixel, width, height, (neighbour) => {
            if (known[neighbour] === 1) {
                red += data[neighbour * 4] ?? 0;
                green += data[neighbour * 4 + 1] ?? 0;
                blue += data[neighbour * 4 + 2] ?? 0;
                count++;
            }
        });
        data[pixel * 4] = red / count;
        data[pixel * 4 + 1] = green / count;
        data[pixel * 4 + 2] = blue / count;
    }
}
