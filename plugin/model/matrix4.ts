import type { GltfNode } from "./gltfSchema";

/** Sixteen numbers, column by column, as glTF writes them. */
export type Matrix4 = readonly number[];

export const identity4: Matrix4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** The matrix that applies `inner` first and `outer` to its result. */
export function multiply4(outer: Matrix4, inner: Matrix4): Matrix4 {
    return Array.from({ length: 16 }, (_, at) => {
        const row = at % 4;
        const column = at - row;
        let sum = 0;
        for (let k = 0; k < 4; k++) {
            sum += (outer[row + 4 * k] ?? 0) * (inner[column + k] ?? 0);
        }
        return sum;
    });
}

/** A node's own transform. */
export function nodeMatrix({
    matrix,
    translation,
    rotation,
    scale,
}: Pick<GltfNode, "matrix" | "translation" | "rotation" | "scale">): Matrix4 {
    if (matrix) {
        return matrix;
    }
    const [x = 0, y = 0, z = 0, w = 1] = rotation ?? [];
    const [sx = 1, sy = 1, sz = 1] = scale ?? [];
    const [tx = 0, ty = 0, tz = 0] = translation ?? [];
    return [
        ...[(1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0],
        ...[2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0],
        ...[2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0],
        ...[tx, ty, tz, 1],
    ];
}
