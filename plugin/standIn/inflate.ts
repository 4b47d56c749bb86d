import { type CoverageSampler, createCoverageSampler, outlineCrossing } from "./coverageGrid";
import type { CutOut } from "./cutOut";
import { createDepthProfile, type DepthProfile } from "./depthProfile";
import { limitDepth } from "./limitDepth";
import { countFaces } from "./outlineCells";
import { buildQuads, type CornerNumbers, numberCorners, triangulate } from "./outlineMesh";
import { type HeightGrid, solveHeights } from "./solveHeights";
import type { StandInMesh } from "./standInMesh";
import { computeNormals } from "./vertexNormals";

export interface InflateOptions {
    /** The most faces to make, at least 8; the result comes close to it from below. */
    readonly faces: number;
    /** Whether `faces` counts triangles (the default) or the faces of `quads`. */
    readonly count?: "triangles" | "quads" | undefined;
    /** Changes the depth a little, the same way each time. */
    readonly seed?: number | undefined;
}

/**
 * Blows a cut-out up to a closed surface: a rounded front and back that share the outline's corners.
 * It lies in the picture's pixels: x to the right, y up, z towards the viewer.
 */
export function inflate(cut: CutOut, options: InflateOptions): StandInMesh {
    const sample = createCoverageSampler(cut);
    const cell = chooseCell(sample, cut, options);
    if (cell === undefined) {
        return octahedron(cut);
    }
    const solved = solveHeights(sample, cell);
    limitDepth(cut, sample, solved.heights);
    const corners = numberCorners(solved.grid);
    const quads = buildQuads(solved.grid, corners);
    const indices = triangulate(quads);
    const { positions, uvs } = placeCorners(cut, solved, corners, createDepthProfile(options.seed));
    return { positions, normals: computeNormals(positions, indices), uvs, indices, quads };
}

/** The cell size that comes closest to the wanted number of faces from below; undefined when none holds the object. */
function chooseCell(sample: CoverageSampler, cut: CutOut, { faces, count }: InflateOptions): number | undefined {
    const facesPerCell = count === "quads" ? 2 : 4;
    const counted = (cell: number): number => {
        const found = countFaces(sample(cell));
        return count === "quads" ? found.polygons : found.triangles;
    };
    let cell = Math.sqrt((facesPerCell * coveredArea(cut)) / faces);
    let best: { cell: number; faces: number } | undefined;
    for (let attempt = 0; attempt < 8; attempt++) {
        const found = counted(cell);
        if (found <= faces && found > (best?.faces ?? 0)) {
            best = { cell, faces: found };
        }
        if (best && best.faces > faces * 0.97) {
            break;
        }
        const ratio = Math.sqrt(Math.max(found, 1) / faces);
        cell *= Math.min(1.6, Math.max(0.6, found > faces ? ratio * 1.004 : ratio * 1.002));
    }
    return best?.cell;
}

/** The object's area in square pixels. */
function coveredArea({ coverage }: CutOut): number {
    let area = 0;
    for (const value of coverage) {
        area += value;
    }
    return Math.max(area / 255, 0.25);
}

function placeCorners(cut: CutOut, { grid, heights }: HeightGrid, corners: CornerNumbers, profile: DepthProfile) {
    const positions = new Float32Array(corners.count * 3);
    const uvs = new Float32Array(corners.count * 2);
    const place = (corner: number, x: number, y: number, z: number): void => {
        positions[corner * 3] = x;
        positions[corner * 3 + 1] = cut.height - y;
        positions[corner * 3 + 2] = z;
        uvs[corner * 2] = x / cut.width;
        uvs[corner * 2 + 1] = y / cut.height;
    };
    const { columns, rows, cell, values } = grid;
    for (let row = 0, i = 0; row < rows; row++) {
        const y = grid.top + row * cell;
        for (let column = 0; column < columns; column++, i++) {
            const x = grid.left + column * cell;
            const front = corners.front[i] ?? -1;
            if (front >= 0) {
                const height = heights[i] ?? 0;
                place(front, x, y, height * profile.front(x / cut.width, y / cut.height));
                place(front + corners.insideCount, x, y, -height * profile.back(x / cut.width, y / cut.height));
            }
            const right = corners.right[i] ?? -1;
            if (right >= 0) {
                place(right, x + crossing(i, i + 1) * cell, y, 0);
            }
            const below = corners.below[i] ?? -1;
            if (below >= 0) {
                place(below, x, y + crossing(i, i + columns) * cell, 0);
            }
        }
    }
    return { positions, uvs };

    function crossing(from: number, to: number): number {
        const a = values[from] ?? 0;
        const b = values[to] ?? 0;
        return a > 0 ? outlineCrossing(a, b) : 1 - outlineCrossing(b, a);
    }
}

/** The smallest closed surface, for an object too thin or a limit too low for any grid: eight faces in its bounds. */
function octahedron({ width, height, bounds }: CutOut): StandInMesh {
    const [x, y] = [bounds.left + bounds.width / 2, bounds.top + bounds.height / 2];
    const depth = (Math.min(bounds.width, bounds.height) / 2) * 0.6;
    const points: [number, number, number][] = [
        [bounds.left + bounds.width, y, 0],
        [x, bounds.top, 0],
        [bounds.left, y, 0],
        [x, bounds.top + bounds.height, 0],
        [x, y, depth],
        [x, y, -depth],
    ];
    const positions = new Float32Array(points.flatMap(([px, py, pz]) => [px, height - py, pz]));
    const uvs = new Float32Array(points.flatMap(([px, py]) => [px / width, py / height]));
    const quads = new Uint32Array([0, 1, 2, 3].flatMap((i) => [i, (i + 1) % 4, 4, 4, (i + 1) % 4, i, 5, 5]));
    const indices = triangulate(quads);
    return { positions, normals: computeNormals(positions, indices), uvs, indices, quads };
}
