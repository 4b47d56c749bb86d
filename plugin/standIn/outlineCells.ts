import type { CoverageGrid } from "./coverageGrid";

/**
 * What fills a grid cell for each of the sixteen ways its corners can be inside the object ("marching squares").
 *
 * Corners: 0 top left, 1 bottom left, 2 bottom right, 3 top right; `1 << corner` in the case number when inside.
 * Crossings of the outline: 4 left, 5 bottom, 6 right, 7 top. Four codes make a face, counter-clockwise as seen in the
 * picture; a triangle repeats its last code. Faces split along the line from their first to their third code, and no
 * such line joins two crossings: front and back share the crossings, so it would be an edge with four faces.
 */
export const cellFaces: readonly (readonly number[])[] = [
    [],
    [0, 4, 7, 7],
    [1, 5, 4, 4],
    [0, 1, 5, 7],
    [2, 6, 5, 5],
    [0, 4, 7, 7, 2, 6, 5, 5],
    [1, 2, 6, 4],
    [1, 2, 6, 6, 1, 6, 7, 0],
    [3, 7, 6, 6],
    [3, 0, 4, 6],
    [1, 5, 4, 4, 3, 7, 6, 6],
    [0, 1, 5, 5, 0, 5, 6, 3],
    [2, 3, 7, 5],
    [3, 0, 4, 4, 3, 4, 5, 2],
    [2, 3, 7, 7, 2, 7, 4, 1],
    [0, 1, 2, 3],
];

/** The case number of the cell whose top left corner is `corner`. */
export function cellCase({ values, columns }: CoverageGrid, corner: number): number {
    return (
        ((values[corner] ?? 0) > 0 ? 1 : 0) |
        ((values[corner + columns] ?? 0) > 0 ? 2 : 0) |
        ((values[corner + columns + 1] ?? 0) > 0 ? 4 : 0) |
        ((values[corner + 1] ?? 0) > 0 ? 8 : 0)
    );
}

/** How many triangles and how many faces (quads and triangles) front and back of the grid will have together. */
export function countFaces(grid: CoverageGrid): { triangles: number; polygons: number } {
    let triangles = 0;
    let polygons = 0;
    for (let row = 0; row < grid.rows - 1; row++) {
        for (let column = 0; column < grid.columns - 1; column++) {
            const faces = cellFaces[cellCase(grid, row * grid.columns + column)] ?? [];
            for (let i = 0; i < faces.length; i += 4) {
                polygons += 2;
                triangles += faces[i + 2] === faces[i + 3] ? 2 : 4;
            }
        }
    }
    return { triangles, polygons };
}
