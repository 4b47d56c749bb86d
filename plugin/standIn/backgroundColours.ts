import { findRegions, forEachNeighbour } from "./connectedRegions";
import type { PixelImage } from "./pixelImage";

/** One colour found along the border, and how far from it (0 to 441, straight through RGB) still counts as the same. */
interface BorderColour {
    readonly colour: readonly [number, number, number];
    readonly tolerance: number;
}

/** Border pixels closer than this in RGB belong to one colour. */
const CLUSTER_RADIUS = 36;
/** A border of more colours than this is noise, and later ones are rare. */
const MOST_CLUSTERS = 48;
/** A colour on less of the border than this belongs to an object that touches it. */
const LEAST_BORDER_SHARE = 0.1;
/** The tolerance for a border of one single colour, what each unit of its spread adds, and the most it may become. */
const LEAST_TOLERANCE = 12;
const TOLERANCE_PER_SPREAD = 3;
const MOST_TOLERANCE = 56;
/** Between neighbours, a step this small is a gradient and not an edge. */
const GRADIENT_STEP = 6;
/** How far a gradient may lead away from the border's colour, in tolerances. */
const GRADIENT_REACH = 2;
/** Background seen through an object must match this much more closely, in tolerances, and be this share of the picture. */
const HOLE_CLOSENESS = 0.5;
const LEAST_HOLE_SHARE = 0.001;

/** What differs from the background. */
export interface Foreground {
    /** 255 for each pixel of it, 0 for the background. */
    readonly mask: Uint8Array;
    /** For each pixel how far it is from the nearest border colour, in that colour's tolerance: up to 1 is the same. */
    readonly distances: Float32Array;
}

/**
 * Finds what differs from the background. The background is what can be reached from the border without leaving the
 * border's colours, and any larger enclosed patch of exactly those colours.
 */
export function findForeground(picture: PixelImage): Foreground {
    const { width, height } = picture;
    const distances = backgroundDistances(picture, findBorderColours(picture));
    const background = floodFromBorder(picture, distances);
    const holes = findRegions(
        width,
        height,
        (pixel) => background[pixel] === 0 && (distances[pixel] ?? 0) <= HOLE_CLOSENESS,
    );
    const leastHole = Math.max(4, width * height * LEAST_HOLE_SHARE);
    const mask = new Uint8Array(width * height);
    for (let pixel = 0; pixel < mask.length; pixel++) {
        const isHole = (holes.sizes[holes.labels[pixel] ?? 0] ?? 0) >= leastHole;
        mask[pixel] = background[pixel] === 1 || isHole ? 0 : 255;
    }
    return { mask, distances };
}

function findBorderColours(picture: PixelImage): BorderColour[] {
    const clusters: { sum: [number, number, number]; squares: number; count: number }[] = [];
    const border = borderPixels(picture);
    for (const pixel of border) {
        const colour = colourAt(picture, pixel);
        let cluster = clusters.find(({ sum, count }) => distance(colour, mean(sum, count)) < CLUSTER_RADIUS);
        if (!cluster) {
            if (clusters.length === MOST_CLUSTERS) {
                continue;
            }
            cluster = { sum: [0, 0, 0], squares: 0, count: 0 };
            clusters.push(cluster);
        }
        cluster.sum = [cluster.sum[0] + colour[0], cluster.sum[1] + colour[1], cluster.sum[2] + colour[2]];
        cluster.count++;
        cluster.squares += distance(colour, mean(cluster.sum, cluster.count)) ** 2;
    }
    return clusters
        .filter(({ count }) => count >= border.length * LEAST_BORDER_SHARE)
        .map(({ sum, squares, count }) => ({
            colour: mean(sum, count),
            tolerance: Math.min(MOST_TOLERANCE, LEAST_TOLERANCE + TOLERANCE_PER_SPREAD * Math.sqrt(squares / count)),
        }));
}

/** Every pixel along the border, once. */
export function borderPixels({ width, height }: Pick<PixelImage, "width" | "height">): number[] {
    const pixels: number[] = [];
    for (let x = 0; x < width; x++) {
        pixels.push(x, x + (height - 1) * width);
    }
    for (let y = 1; y < height - 1; y++) {
        pixels.push(y * width, y * width + width - 1);
    }
    return pixels;
}

function backgroundDistances(picture: PixelImage, colours: readonly BorderColour[]): Float32Array {
    const distances = new Float32Array(picture.width * picture.height).fill(Number.POSITIVE_INFINITY);
    for (const { colour, tolerance } of colours) {
        const [red, green, blue] = colour;
        for (let pixel = 0; pixel < distances.length; pixel++) {
            const r = (picture.data[pixel * 4] ?? 0) - red;
            const g = (picture.data[pixel * 4 + 1] ?? 0) - green;
            const b = (picture.data[pixel * 4 + 2] ?? 0) - blue;
            const found = Math.sqrt(r * r + g * g + b * b) / tolerance;
            if (found < (distances[pixel] ?? 0)) {
                distances[pixel] = found;
            }
        }
    }
    return distances;
}

/** 1 for each pixel that the background reaches from the border. */
function floodFromBorder(picture: PixelImage, distances: Float32Array): Uint8Array {
    const { width, height } = picture;
    const reached = new Uint8Array(width * height);
    const queue = new Int32Array(width * height);
    let end = 0;
    const accept = (pixel: number): void => {
        reached[pixel] = 1;
        queue[end++] = pixel;
    };
    for (const pixel of borderPixels(picture)) {
        if (reached[pixel] === 0 && (distances[pixel] ?? 0) <= 1) {
            accept(pixel);
        }
    }
    let from = 0;
    const visit = (pixel: number): void => {
        const away = distances[pixel] ?? 0;
        if (reached[pixel] === 0 && (away <= 1 || (away <= GRADIENT_REACH && isGradient(picture, from, pixel)))) {
            accept(pixel);
        }
    };
    for (let next = 0; next < end; next++) {
        from = queue[next] ?? 0;
        forEachNeighbour(from, width, height, visit);
    }
    return reached;
}

function isGradient({ data }: PixelImage, from: number, to: number): boolean {
    const r = Math.abs((data[from * 4] ?? 0) - (data[to * 4] ?? 0));
    const g = Math.abs((data[from * 4 + 1] ?? 0) - (data[to * 4 + 1] ?? 0));
    const b = Math.abs((data[from * 4 + 2] ?? 0) - (data[to * 4 + 2] ?? 0));
    return r + g + b <= GRADIENT_STEP;
}

function colourAt({ data }: PixelImage, pixel: number): [number, number, number] {
    return [data[pixel * 4] ?? 0, data[pixel * 4 + 1] ?? 0, data[pixel * 4 + 2] ?? 0];
}

function mean(sum: readonly [number, number, number], count: number): [number, number, number] {
    return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
