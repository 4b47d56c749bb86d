import { dropSpecks } from "./connectedRegions";
import { type CutOut, coveredBounds } from "./cutOut";
import type { PixelImage } from "./pixelImage";
import { seededNumber } from "./seededNumber";

/** What pixels are compared by: their place (longest side of the object = 1) and their colour. */
type Feature = readonly [x: number, y: number, red: number, green: number, blue: number];

/** What black against white counts for, in longest sides of the object. */
const COLOUR_WEIGHT = 0.4;
const ROUNDS = 8;
/** Pixels looked at to find the parts' centres; afterwards each pixel goes to the nearest one. */
const MOST_SAMPLES = 4096;

/**
 * Splits a cut-out into at most `count` pieces of similar place and colour (k-means), from top to bottom. Together the
 * pieces cover the object, except for specks; a small or plain object may give fewer.
 */
export function splitParts(picture: PixelImage, cut: CutOut, count: number, seed = 0): CutOut[] {
    const scale = 1 / Math.max(cut.bounds.width, cut.bounds.height);
    const samples = sampleFeatures(picture, cut, scale);
    const centres = findCentres(samples, Math.min(count, samples.length), seed);
    const owners = Uint8Array.from(cut.coverage, (value, pixel) =>
        value > 0 ? nearest(featureAt(picture, pixel, scale), centres) : 0,
    );
    const pieces = centres.map((_, part) => {
        const own = cut.coverage.map((value, pixel) => (owners[pixel] === part ? value : 0));
        const coverage = dropSpecks(own, cut.width, cut.height);
        const bounds = coveredBounds(coverage, cut.width, cut.height);
        return bounds && { ...cut, coverage, bounds };
    });
    return pieces.filter((piece) => piece !== undefined);
}

function sampleFeatures(picture: PixelImage, cut: CutOut, scale: number): Feature[] {
    const solid: number[] = [];
    cut.coverage.forEach((value, pixel) => {
        if (value >= 128) {
            solid.push(pixel);
        }
    });
    const step = Math.ceil(solid.length / MOST_SAMPLES);
    return solid.filter((_, i) => i % step === 0).map((pixel) => featureAt(picture, pixel, scale));
}

/** Starts with samples spread evenly from top to bottom and moves each to the middle of what is nearest to it. */
function findCentres(samples: readonly Feature[], count: number, seed: number): Feature[] {
    let centres = Array.from({ length: count }, (_, part): Feature => {
        const place = (part + 0.25 + seededNumber(seed, part) / 2) / count;
        return samples[Math.floor(place * samples.length)] ?? [0, 0, 0, 0, 0];
    });
    for (let round = 0; round < ROUNDS; round++) {
        const groups: Feature[][] = centres.map(() => []);
        for (const sample of samples) {
            groups[nearest(sample, centres)]?.push(sample);
        }
        centres = groups.filter((group) => group.length > 0).map(middle);
    }
    return centres;
}

function middle(group: readonly Feature[]): Feature {
    const sum: [number, number, number, number, number] = [0, 0, 0, 0, 0];
    for (const feature of group) {
        for (const i of [0, 1, 2, 3, 4] as const) {
            sum[i] += feature[i] / group.length;
        }
    }
    return sum;
}

function nearest(feature: Feature, centres: readonly Feature[]): number {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    centres.forEach((centre, part) => {
        const [x, y, r, g, b] = centre;
        const distance =
            (feature[0] - x) ** 2 +
            (feature[1] - y) ** 2 +
            (feature[2] - r) ** 2 +
            (feature[3] - g) ** 2 +
            (feature[4] - b) ** 2;
        if (distance < least) {
            least = distance;
            best = part;
        }
    });
    return best;
}

function featureAt({ width, data }: PixelImage, pixel: number, scale: number): Feature {
    const channel = (i: number): number => ((data[pixel * 4 + i] ?? 0) / 441) * COLOUR_WEIGHT;
    return [(pixel % width) * scale, Math.floor(pixel / width) * scale, channel(0), channel(1), channel(2)];
}
