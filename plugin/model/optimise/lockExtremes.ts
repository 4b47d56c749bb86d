import type { mat4 } from "@gltf-transform/core";
import type { Surface } from "./surface";

type Direction = readonly [number, number, number];

const ownAxes: readonly Direction[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
];

/** Nodes whose axes are looked at; a mesh can stand in thousands. */
const mostMatrices = 4;

/**
 * Marks the vertices that span a surface's extent, along its own axes and along the world's where it stands, so that its
 * size stays what it is.
 */
export function lockExtremes(
    { positions, corners }: Pick<Surface, "positions" | "corners">,
    matrices: readonly mat4[],
): Uint8Array<ArrayBuffer> {
    const used = new Uint8Array(positions.length / 3);
    for (const vertex of corners) used[vertex] = 1;
    const locks = new Uint8Array(used.length);
    const directions = [...ownAxes, ...matrices.slice(0, mostMatrices).flatMap(worldAxes)];
    // Most files are not turned, so that these are the same.
    for (const direction of new Map(directions.map((one) => [nameOf(one), one])).values()) {
        for (const extreme of findExtremes(positions, used, direction)) locks[extreme] = 1;
    }
    return locks;
}

/** What each of the world's axes is in the space of a node, as far as its direction. */
function worldAxes(matrix: mat4): Direction[] {
    return [0, 1, 2].map((row) => {
        const [x, y, z] = [matrix[row] ?? 0, matrix[4 + row] ?? 0, matrix[8 + row] ?? 0];
        const length = Math.hypot(x, y, z) || 1;
        return [x / length, y / length, z / length];
    });
}

function nameOf(direction: Direction): string {
    return direction.map((value) => Math.abs(value).toFixed(4)).join(" ");
}

function findExtremes(positions: Float32Array, used: Uint8Array, [x, y, z]: Direction): number[] {
    const found = [];
    let [low, high] = [Infinity, -Infinity];
    let [lowest, highest] = [-1, -1];
    for (let vertex = 0; vertex < used.length; vertex++) {
        const at = vertex * 3;
        const place = (positions[at] ?? 0) * x + (positions[at + 1] ?? 0) * y + (positions[at + 2] ?? 0) * z;
        if (place < low && used[vertex] === 1) {
            low = place;
            lowest = vertex;
        }
        if (place > high && used[vertex] === 1) {
            high = place;
            highest = vertex;
        }
    }
    if (lowest >= 0) found.push(lowest, highest);
    return found;
}
