import { type CoverageGrid, type CoverageSampler, outlineCrossing } from "./coverageGrid";

/** A grid with, for each corner, the half thickness of the object there in pixels; 0 outside. */
export interface HeightGrid {
    readonly grid: CoverageGrid;
    readonly heights: Float32Array;
}

/** Grids with no side longer than this are solved from nothing, larger ones start from one half their size. */
const SMALLEST_SIDE = 32;
const SWEEPS_FROM_NOTHING = 120;
const SWEEPS_FROM_COARSER = 14;
const OVER_RELAXATION = 1.6;

/**
 * Lifts the object like a skin under even pressure (Poisson's equation with 0 on the outline). Twice the square root
 * of that surface is the height: a disc becomes exactly a half ball, and every outline is met at a right angle.
 */
export function solveHeights(sample: CoverageSampler, cell: number): HeightGrid {
    const { grid, pressure } = solvePressure(sample, cell);
    const heights = pressure;
    for (let i = 0; i < heights.length; i++) {
        const value = heights[i] ?? 0;
        heights[i] = value > 0 ? 2 * Math.sqrt(value) : 0;
    }
    return { grid, heights };
}

function solvePressure(sample: CoverageSampler, cell: number): { grid: CoverageGrid; pressure: Float32Array } {
    const grid = sample(cell);
    if (Math.max(grid.columns, grid.rows) <= SMALLEST_SIDE) {
        return { grid, pressure: relax(grid, new Float32Array(grid.values.length), SWEEPS_FROM_NOTHING) };
    }
    const coarse = solvePressure(sample, cell * 2);
    return { grid, pressure: relax(grid, enlarge(coarse.grid, coarse.pressure, grid), SWEEPS_FROM_COARSER) };
}

/** The coarse solution read at the corners of a finer grid. */
function enlarge(coarse: CoverageGrid, pressure: Float32Array, fine: CoverageGrid): Float32Array {
    const result = new Float32Array(fine.values.length);
    const ratio = fine.cell / coarse.cell;
    for (let row = 0, i = 0; row < fine.rows; row++) {
        const y = clamp((fine.top - coarse.top) / coarse.cell + row * ratio, coarse.rows - 1.001);
        const down = y - Math.floor(y);
        for (let column = 0; column < fine.columns; column++, i++) {
            const x = clamp((fine.left - coarse.left) / coarse.cell + column * ratio, coarse.columns - 1.001);
            const across = x - Math.floor(x);
            const corner = Math.floor(y) * coarse.columns + Math.floor(x);
            const upper = (pressure[corner] ?? 0) * (1 - across) + (pressure[corner + 1] ?? 0) * across;
            const below = corner + coarse.columns;
            const lower = (pressure[below] ?? 0) * (1 - across) + (pressure[below + 1] ?? 0) * across;
            result[i] = upper * (1 - down) + lower * down;
        }
    }
    return result;
}

function clamp(value: number, most: number): number {
    return Math.min(most, Math.max(0, value));
}

/** Successive over-relaxation in place. The solution is positive inside, so a value that overshoots is held there. */
function relax(grid: CoverageGrid, pressure: Float32Array, sweeps: number): Float32Array {
    const { columns, cell } = grid;
    const { corners, weights } = insideCorners(grid);
    const source = cell * cell;
    const least = source * 1e-3;
    clearOutside(grid, pressure);
    for (let sweep = 0; sweep < sweeps; sweep++) {
        // The last sweeps smooth what over-relaxation leaves rough.
        const step = sweep < sweeps - 3 ? OVER_RELAXATION : 1;
        for (let n = 0; n < corners.length; n++) {
            const i = corners[n] ?? 0;
            const old = pressure[i] ?? 0;
            const around =
                (pressure[i - 1] ?? 0) +
                (pressure[i + 1] ?? 0) +
                (pressure[i - columns] ?? 0) +
                (pressure[i + columns] ?? 0);
            const value = old + step * ((around + source) * (weights[n] ?? 0) - old);
            pressure[i] = Math.max(value, least);
        }
    }
    return pressure;
}

function clearOutside({ values }: CoverageGrid, pressure: Float32Array): void {
    for (let i = 0; i < values.length; i++) {
        if ((values[i] ?? 0) <= 0) {
            pressure[i] = 0;
        }
    }
}

/** The corners inside the object, and for each the weight of its neighbours: a closer outline pulls more to 0. */
function insideCorners({ values, columns }: CoverageGrid): { corners: Int32Array; weights: Float32Array } {
    let count = 0;
    for (const value of values) {
        count += value > 0 ? 1 : 0;
    }
    const corners = new Int32Array(count);
    const weights = new Float32Array(count);
    for (let i = 0, n = 0; i < values.length; i++) {
        const value = values[i] ?? 0;
        if (value > 0) {
            corners[n] = i;
            weights[n++] = 1 / (pull(i - 1) + pull(i + 1) + pull(i - columns) + pull(i + columns));
        }

        function pull(neighbour: number): number {
            const other = values[neighbour] ?? 0;
            return other > 0 ? 1 : 1 / outlineCrossing(value, other);
        }
    }
    return { corners, weights };
}
