import type { CoverageGrid } from "./coverageGrid";
import { cellCase, cellFaces, countFaces } from "./outlineCells";

/** Where each grid corner and each crossing of the outline is in the list of mesh corners; -1 where there is none. */
export interface CornerNumbers {
    /** Front corners, by grid corner. The back ones follow in the same order, `insideCount` later. */
    readonly front: Int32Array;
    readonly insideCount: number;
    /** Crossings on the grid edge to the right of a grid corner, and below it. */
    readonly right: Int32Array;
    readonly below: Int32Array;
    readonly count: number;
}

/** Numbers the corners of the mesh for a grid: front, back, then the crossings they share. */
export function numberCorners({ values, columns }: CoverageGrid): CornerNumbers {
    const front = new Int32Array(values.length).fill(-1);
    const right = new Int32Array(values.length).fill(-1);
    const below = new Int32Array(values.length).fill(-1);
    const isInside = (i: number): boolean => (values[i] ?? 0) > 0;
    let insideCount = 0;
    for (let i = 0; i < values.length; i++) {
        if (isInside(i)) {
            front[i] = insideCount++;
        }
    }
    let count = insideCount * 2;
    // The outermost ring is outside, so no crossing leaves the grid or wraps to its next row.
    for (let i = 0; i < values.length - columns; i++) {
        if (isInside(i) !== isInside(i + 1)) {
            right[i] = count++;
        }
        if (isInside(i) !== isInside(i + columns)) {
            below[i] = count++;
        }
    }
    return { front, insideCount, right, below, count };
}

/** Front and back of every cell as faces of four corners, counter-clockwise from outside; triangles repeat their last. */
export function buildQuads(grid: CoverageGrid, { front, insideCount, right, below }: CornerNumbers): Uint32Array {
    const { columns, rows } = grid;
    const quads = new Uint32Array(countFaces(grid).polygons * 4);
    const codes = new Int32Array(8);
    let end = 0;
    for (let row = 0; row < rows - 1; row++) {
        for (let i = row * columns; i < (row + 1) * columns - 1; i++) {
            const faces = cellFaces[cellCase(grid, i)] ?? [];
            if (faces.length > 0) {
                readCell(i);
                addFaces(faces);
            }
        }
    }
    return quads;

    function readCell(i: number): void {
        codes[0] = front[i] ?? 0;
        codes[1] = front[i + columns] ?? 0;
        codes[2] = front[i + columns + 1] ?? 0;
        codes[3] = front[i + 1] ?? 0;
        codes[4] = below[i] ?? 0;
        codes[5] = right[i + columns] ?? 0;
        codes[6] = below[i + 1] ?? 0;
        codes[7] = right[i] ?? 0;
    }

    function addFaces(faces: readonly number[]): void {
        for (let f = 0; f < faces.length; f += 4) {
            const a = faces[f] ?? 0;
            const b = faces[f + 1] ?? 0;
            const c = faces[f + 2] ?? 0;
            const d = faces[f + 3] ?? 0;
            add(codes[a] ?? 0, codes[b] ?? 0, codes[c] ?? 0, codes[d] ?? 0);
            // Turned round on its diagonal, which stays where it is; a triangle's repeated corner stays last.
            add(back(a), back(d), c === d ? back(b) : back(c), back(b));
        }
    }

    function back(code: number): number {
        const number = codes[code] ?? 0;
        return code < 4 ? number + insideCount : number;
    }

    function add(a: number, b: number, c: number, d: number): void {
        quads[end] = a;
        quads[end + 1] = b;
        quads[end + 2] = c;
        quads[end + 3] = d;
        end += 4;
    }
}

/** Splits each face along the line from its first to its third corner. */
export function triangulate(quads: Uint32Array): Uint32Array {
    let triangles = 0;
    for (let i = 0; i < quads.length; i += 4) {
        triangles += quads[i + 2] === quads[i + 3] ? 1 : 2;
    }
    const indices = new Uint32Array(triangles * 3);
    let end = 0;
    for (let i = 0; i < quads.length; i += 4) {
        indices[end++] = quads[i] ?? 0;
        indices[end++] = quads[i + 1] ?? 0;
        indices[end++] = quads[i + 2] ?? 0;
        if (quads[i + 2] !== quads[i + 3]) {
            indices[end++] = quads[i] ?? 0;
            indices[end++] = quads[i + 2] ?? 0;
            indices[end++] = quads[i + 3] ?? 0;
        }
    }
    return indices;
}
