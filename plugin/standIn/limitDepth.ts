import type { CoverageGrid, CoverageSampler } from "./coverageGrid";
import type { CutOut } from "./cutOut";

/** Cells along the longest side when a silhouette is measured, whatever the mesh will have. */
const MEASURING_CELLS = 96;
/** How deep each side may become, in mean half widths of the silhouette: of a ragged outline, and of a disc. */
const RAGGED_DEPTH = 1.15;
const ROUND_DEPTH = 3.15;
/** Of a card, in longest sides. */
const CARD_DEPTH = 0.012;

/**
 * Flattens heights towards the most that suits the silhouette. One compact shape is as round as it comes; a long
 * handle or legs say that the thing is slender, so that a blade or a seat on them becomes a plate and not a balloon. A
 * picture without an object becomes a card.
 */
export function limitDepth(cut: CutOut, sample: CoverageSampler, heights: Float32Array): void {
    const limit = depthLimit(cut, sample);
    for (let i = 0; i < heights.length; i++) {
        heights[i] = limit * Math.tanh((heights[i] ?? 0) / limit);
    }
}

/** The most half thickness, in pixels. */
function depthLimit(cut: CutOut, sample: CoverageSampler): number {
    const longest = Math.max(cut.bounds.width, cut.bounds.height);
    if (cut.source === "whole") {
        return longest * CARD_DEPTH;
    }
    const { area, outline } = measureSilhouette(sample(longest / MEASURING_CELLS));
    // 1 for a disc, 0.79 for a square, below 0.2 for things with legs.
    const compactness = (4 * Math.PI * area) / outline ** 2;
    return (area / outline) * (RAGGED_DEPTH + (ROUND_DEPTH - RAGGED_DEPTH) * smoothStep((compactness - 0.5) / 0.4));
}

/** Area and length of the outline, in pixels. The outline is where the coverage changes, all of it added up. */
function measureSilhouette({ values, columns, rows, cell }: CoverageGrid): { area: number; outline: number } {
    let area = 0;
    let outline = 0;
    for (let i = 0; i < columns * (rows - 1) - 1; i++) {
        const here = values[i] ?? 0;
        area += here + 0.5;
        outline += Math.hypot((values[i + 1] ?? 0) - here, (values[i + columns] ?? 0) - here);
    }
    return { area: area * cell ** 2, outline: outline * cell };
}

function smoothStep(value: number): number {
    const t = Math.min(1, Math.max(0, value));
    return t * t * (3 - 2 * t);
}
