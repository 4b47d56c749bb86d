import { forEachNeighbour } from "./connectedRegions";
import { growRings } from "./growRings";
import type { PixelImage } from "./pixelImage";

/** From this coverage on a pixel shows nothing but the object, and from the other on it is counted as part of it. */
const FULL = 250;
const SOLID = 128;
/** How far the colours from inside reach before a thin part keeps its own, in blurs and pixels: past any soft edge. */
const reachOf = (blur: number): number => 2 * blur + 2;
/** How far around the object colours are continued. Beyond it there is no mesh, only what smaller textures mix in. */
const MARGIN = 8;

/**
 * A picture, opaque, in which everything that is not surely inside the object has the colours nearest to it that are, so
 * that no background shows where the picture is stretched over the object's sides. `coverage` is as large as the
 * picture, and `blur` says how many pixels of the outline are mixed with the background.
 */
export function bleedColours(picture: PixelImage, coverage: Uint8Array, blur: number): PixelImage {
    const image = { ...picture, data: new Uint8ClampedArray(picture.data) };
    const outside = coverage.map((value) => (value < FULL ? 1 : 0));
    growRings(outside, image.width, blur);
    const known = outside.map((value) => 1 - value);
    growColours(image, known, reachOf(blur));
    for (let pixel = 0; pixel < known.length; pixel++) {
        known[pixel] = known[pixel] === 1 || (coverage[pixel] ?? 0) >= SOLID ? 1 : 0;
    }
    growColours(image, known, MARGIN);
    fillRest(image, known);
    return image;
}

/** Gives unknown pixels the mean colour of their known neighbours, ring by ring around what is known. */
function growColours({ width, height, data }: PixelImage, known: Uint8Array, rings: number): void {
    growRings(known, width, rings, (ring) => ring.forEach(takeMeanColour));

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

/** Makes everything opaque, and what is still unknown of the mean colour of all that is known. */
function fillRest({ data }: PixelImage, known: Uint8Array): void {
    const sum = [0, 0, 0];
    let count = 0;
    for (let pixel = 0; pixel < known.length; pixel++) {
        data[pixel * 4 + 3] = 255;
        if (known[pixel] === 1) {
            count++;
            sum[0] = (sum[0] ?? 0) + (data[pixel * 4] ?? 0);
            sum[1] = (sum[1] ?? 0) + (data[pixel * 4 + 1] ?? 0);
            sum[2] = (sum[2] ?? 0) + (data[pixel * 4 + 2] ?? 0);
        }
    }
    const [red = 0, green = 0, blue = 0] = sum.map((value) => value / Math.max(1, count));
    for (let pixel = 0; pixel < known.length; pixel++) {
        if (known[pixel] === 0) {
            data[pixel * 4] = red;
            data[pixel * 4 + 1] = green;
            data[pixel * 4 + 2] = blue;
        }
    }
}
