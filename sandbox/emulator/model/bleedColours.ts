import type { CutOut } from "../../../plugin/standIn/cutOut";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";

/** Colours with a weight each, four numbers a pixel: red, green and blue times the weight, then the weight. */
interface WeightedImage {
    readonly width: number;
    readonly height: number;
    readonly values: Float32Array;
}

/** What a pixel on the outline, mixed with the background, counts for against one wholly inside. */
const EDGE_WEIGHT = 0.01;

/** How sure each pixel shows nothing but the object: the least coverage of it and its eight neighbours. */
export function findCore({ width, height, coverage }: CutOut): Uint8Array {
    const rows = new Uint8Array(coverage.length);
    for (let y = 0, i = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i++) {
            const before = coverage[x > 0 ? i - 1 : i] ?? 0;
            const after = coverage[x < width - 1 ? i + 1 : i] ?? 0;
            rows[i] = Math.min(before, coverage[i] ?? 0, after);
        }
    }
    return rows.map((here, i) => Math.min(rows[i - width] ?? here, here, rows[i + width] ?? here));
}

/**
 * The picture's colours continued over the whole area, as three bytes a pixel. Pixels away from the object take the
 * average of ever larger surroundings ("pull-push"), so that no background shows at the outline of the model.
 */
export function bleedColours(picture: PixelImage, cut: CutOut, core: Uint8Array): Uint8Array {
    const levels = [weigh(picture, cut, core)];
    for (let level = levels[0]; level && Math.max(level.width, level.height) > 1; ) {
        level = halve(level);
        levels.push(level);
    }
    for (let i = levels.length - 2; i >= 0; i--) {
        const [fine, coarse] = [levels[i], levels[i + 1]];
        if (fine && coarse) {
            fillFrom(coarse, fine);
        }
    }
    const colours = new Uint8Array(picture.width * picture.height * 3);
    const values = levels[0]?.values ?? new Float32Array();
    for (let i = 0, o = 0; i < values.length; i += 4) {
        for (let channel = 0; channel < 3; channel++) {
            colours[o++] = Math.round(values[i + channel] ?? 0);
        }
    }
    return colours;
}

function weigh({ width, height, data }: PixelImage, cut: CutOut, core: Uint8Array): WeightedImage {
    const values = new Float32Array(width * height * 4);
    for (let pixel = 0, i = 0; pixel < core.length; pixel++, i += 4) {
        const solid = (core[pixel] ?? 0) >= 250;
        const edge = (cut.coverage[pixel] ?? 0) >= 128 ? EDGE_WEIGHT : 0;
        const weight = solid ? 1 : edge;
        values[i] = (data[i] ?? 0) * weight;
        values[i + 1] = (data[i + 1] ?? 0) * weight;
        values[i + 2] = (data[i + 2] ?? 0) * weight;
        values[i + 3] = weight;
    }
    return { width, height, values };
}

/** Each pixel is the sum of four, with its weight held to 1 so that a full area does not outweigh a thin one. */
function halve(fine: WeightedImage): WeightedImage {
    const width = Math.ceil(fine.width / 2);
    const height = Math.ceil(fine.height / 2);
    const values = new Float32Array(width * height * 4);
    for (let y = 0; y < fine.height; y++) {
        for (let x = 0; x < fine.width; x++) {
            const from = (y * fine.width + x) * 4;
            const to = ((y >> 1) * width + (x >> 1)) * 4;
            values[to] = (values[to] ?? 0) + (fine.values[from] ?? 0);
            values[to + 1] = (values[to + 1] ?? 0) + (fine.values[from + 1] ?? 0);
            values[to + 2] = (values[to + 2] ?? 0) + (fine.values[from + 2] ?? 0);
            values[to + 3] = (values[to + 3] ?? 0) + (fine.values[from + 3] ?? 0);
        }
    }
    for (let i = 0; i < values.length; i += 4) {
        const scale = 1 / Math.max(1, values[i + 3] ?? 0);
        for (let channel = 0; channel < 4; channel++) {
            values[i + channel] = (values[i + channel] ?? 0) * scale;
        }
    }
    return { width, height, values };
}

/** Completes every weight to 1 with the smoothly enlarged coarse colours. */
function fillFrom(coarse: WeightedImage, fine: WeightedImage): void {
    const { values } = fine;
    const rowLength = coarse.width * 4;
    for (let y = 0; y < fine.height; y++) {
        const near = (y >> 1) * rowLength;
        const far = clampedStep(y, coarse.height) * rowLength;
        for (let x = 0; x < fine.width; x++) {
            const i = (y * fine.width + x) * 4;
            const missing = 1 - (values[i + 3] ?? 0);
            if (missing > 0) {
                const left = (x >> 1) * 4;
                const right = clampedStep(x, coarse.width) * 4;
                for (let channel = 0; channel < 4; channel++) {
                    const nearRow =
                        (coarse.values[near + left + channel] ?? 0) * 0.75 +
                        (coarse.values[near + right + channel] ?? 0) * 0.25;
                    const farRow =
                        (coarse.values[far + left + channel] ?? 0) * 0.75 +
                        (coarse.values[far + right + channel] ?? 0) * 0.25;
                    values[i + channel] = (values[i + channel] ?? 0) + missing * (nearRow * 0.75 + farRow * 0.25);
                }
            }
        }
    }
}

/** The coarse pixel on the other side of the nearer edge of a fine pixel. */
function clampedStep(fine: number, size: number): number {
    return Math.min(size - 1, Math.max(0, (fine >> 1) + (fine % 2 === 0 ? -1 : 1)));
}
