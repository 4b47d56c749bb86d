import { borderPixels, type Foreground } from "./backgroundColours";
import { findRegions, forEachNeighbour } from "./connectedRegions";
import type { PixelImage } from "./pixelImage";

/** How far inside the outline, in pixels, an edge has to have become clear. */
const EDGE_DEPTH = 3;
/** From this distance on, in tolerances of the background, a pixel is clearly something else. */
const CLEAR_DISTANCE = 2;
/** A piece that is less than this share of the foreground is a crumb. */
const CRUMB_SHARE = 0.05;

/**
 * How convincing a foreground found by colours is, from 0 to 1. It is when the background surrounds it, its outline is
 * an edge and not the middle of a gradient, and it is one thing or a few, rather than crumbs.
 * `kept` is the foreground's mask without its specks.
 */
export function rateForeground(picture: PixelImage, { mask, distances }: Foreground, kept: Uint8Array): number {
    const border = borderPixels(picture);
    const surrounded = border.filter((pixel) => mask[pixel] === 0).length / border.length;
    const clear = clearOutline(picture, distances, kept);
    return ramp(surrounded, 0.4, 0.75) * ramp(shareOfPieces(picture, mask), 0.5, 0.9) * ramp(clear, 0.3, 0.7);
}

/** The share of the foreground that is in pieces and not in crumbs. */
function shareOfPieces({ width, height }: PixelImage, mask: Uint8Array): number {
    const { sizes } = findRegions(width, height, (pixel) => mask[pixel] !== 0);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const pieces = sizes.reduce((sum, size) => sum + (size >= all * CRUMB_SHARE ? size : 0), 0);
    return all === 0 ? 0 : pieces / all;
}

/** The share of the outline just inside of which something clearly different from the background begins. */
function clearOutline({ width, height }: PixelImage, distances: Float32Array, mask: Uint8Array): number {
    let outline = 0;
    let clear = 0;
    for (let pixel = 0; pixel < mask.length; pixel++) {
        if (mask[pixel] === 0) {
            continue;
        }
        forEachNeighbour(pixel, width, height, (outside) => {
            if (mask[outside] === 0) {
                outline++;
                clear += isClear(pixel, pixel - outside) ? 1 : 0;
            }
        });
    }
    return outline === 0 ? 0 : clear / outline;

    function isClear(from: number, step: number): boolean {
        for (let depth = 0; depth < EDGE_DEPTH; depth++) {
            const pixel = from + step * depth;
            if (mask[pixel] === 0) {
                return false;
            }
            if ((distances[pixel] ?? 0) >= CLEAR_DISTANCE) {
                return true;
            }
        }
        return false;
    }
}

/** From 0 at `least` to 1 at `most`, and no further. */
function ramp(value: number, least: number, most: number): number {
    return Math.min(1, Math.max(0, (value - least) / (most - least)));
}
