/** Pixels that a level may be wrong by before the finer one is drawn. */
const tolerance = 1;

/**
 * The part of the screen that a mesh may cover before a level of it can be told from the full mesh: as its error says, on
 * a screen of so many pixels. Coverage as Babylon.js counts it: of the bounding sphere, above 1 when it is larger than the
 * screen. Infinite for a level without an error.
 */
export function levelCoverage(error: number, screenPixels: number): number {
    const radius = tolerance / (2 * error);
    return (Math.PI * radius ** 2) / screenPixels;
}
