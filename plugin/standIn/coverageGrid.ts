import type { CutOut } from "./cutOut";

/** The cut-out sampled at the corners of square cells, with at least one ring of corners outside the object. */
export interface CoverageGrid {
    readonly columns: number;
    readonly rows: number;
    /** Side of a cell, in pixels. */
    readonly cell: number;
    /** Position of the first corner, in pixels from the picture's top left. */
    readonly left: number;
    readonly top: number;
    /** From -0.5 (background) to 0.5 (object); the outline runs where it is 0. */
    readonly values: Float32Array;
}

export type CoverageSampler = (cell: number) => CoverageGrid;

/**
 * Prepares a cut-out for sampling at any cell size. Each corner gets the average over one cell around it, so that a
 * coarse grid loses detail evenly instead of picking single pixels.
 */
export function createCoverageSampler(cut: CutOut): CoverageSampler {
    const { bounds } = cut;
    const sums = sumTable(cut);
    const stride = bounds.width + 1;

    /** Coverage summed over everything left of and above a point inside the bounds. */
    function sumAt(column: number, acrossX: number, row: number, acrossY: number): number {
        const i = row * stride + column;
        const right = acrossX > 0 ? 1 : 0;
        const down = acrossY > 0 ? stride : 0;
        const upper = (sums[i] ?? 0) * (1 - acrossX) + (sums[i + right] ?? 0) * acrossX;
        const lower = (sums[i + down] ?? 0) * (1 - acrossX) + (sums[i + down + right] ?? 0) * acrossX;
        return upper * (1 - acrossY) + lower * acrossY;
    }

    return (cell) => {
        const columns = Math.ceil(bounds.width / cell) + 3;
        const rows = Math.ceil(bounds.height / cell) + 3;
        const left = bounds.left + bounds.width / 2 - ((columns - 1) / 2) * cell;
        const top = bounds.top + bounds.height / 2 - ((rows - 1) / 2) * cell;
        const half = Math.max(cell, 1) / 2;
        const across = spans(columns, left - bounds.left, cell, half, bounds.width);
        const down = spans(rows, top - bounds.top, cell, half, bounds.height);
        const scale = 1 / (255 * 4 * half * half);
        const values = new Float32Array(columns * rows);
        for (let row = 0, i = 0; row < rows; row++) {
            const y0 = down.starts[row] ?? 0;
            const y1 = down.ends[row] ?? 0;
            const row0 = Math.floor(y0);
            const row1 = Math.floor(y1);
            for (let column = 0; column < columns; column++, i++) {
                const x0 = across.starts[column] ?? 0;
                const x1 = across.ends[column] ?? 0;
                const c0 = Math.floor(x0);
                const c1 = Math.floor(x1);
                const lower = sumAt(c1, x1 - c1, row1, y1 - row1) - sumAt(c0, x0 - c0, row1, y1 - row1);
                const upper = sumAt(c1, x1 - c1, row0, y0 - row0) - sumAt(c0, x0 - c0, row0, y0 - row0);
                values[i] = (lower - upper) * scale - 0.5;
            }
        }
        return { columns, rows, cell, left, top, values };
    };
}

/** For each grid line the averaged stretch around it, clipped to the bounds. */
function spans(count: number, first: number, step: number, half: number, size: number) {
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    for (let i = 0; i < count; i++) {
        const centre = first + i * step;
        starts[i] = Math.min(size, Math.max(0, centre - half));
        ends[i] = Math.min(size, Math.max(0, centre + half));
    }
    return { starts, ends };
}

/** Summed-area table of the coverage inside the bounds, with a first row and column of zeros. */
function sumTable({ width, coverage, bounds }: CutOut): Float64Array {
    const stride = bounds.width + 1;
    const sums = new Float64Array(stride * (bounds.height + 1));
    for (let y = 0; y < bounds.height; y++) {
        let row = 0;
        for (let x = 0; x < bounds.width; x++) {
            row += coverage[(bounds.top + y) * width + bounds.left + x] ?? 0;
            const i = (y + 1) * stride + x + 1;
            sums[i] = (sums[i - stride] ?? 0) + row;
        }
    }
    return sums;
}

/** How far along the edge from an inside corner to an outside one the outline crosses, kept off both ends. */
export function outlineCrossing(inside: number, outside: number): number {
    return Math.min(0.92, Math.max(0.08, inside / (inside - outside)));
}
