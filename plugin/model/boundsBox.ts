import type { Matrix4 } from "./matrix4";
import type { ModelBounds } from "./modelReport";
import type { Numbers } from "./readAccessor";

/** An extent with nothing in it yet. */
export function emptyBounds(): ModelBounds {
    return { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
}

/** Grows the extent by points in triples, moved by a matrix. */
export function includePoints({ min, max }: ModelBounds, points: Numbers, matrix: Matrix4): void {
    for (let axis = 0; axis < 3; axis++) {
        const [a = 0, b = 0, c = 0, d = 0] = [0, 4, 8, 12].map((column) => matrix[column + axis]);
        let low = min[axis] ?? 0;
        let high = max[axis] ?? 0;
        for (let at = 0; at + 2 < points.length; at += 3) {
            const value = a * (points[at] ?? 0) + b * (points[at + 1] ?? 0) + c * (points[at + 2] ?? 0) + d;
            if (value < low) low = value;
            if (value > high) high = value;
        }
        min[axis] = low;
        max[axis] = high;
    }
}

/** The eight corners of a box, in triples. */
export function corners([ax, ay, az]: readonly number[], [bx, by, bz]: readonly number[]): Float64Array {
    const flat = [];
    for (const x of [ax ?? 0, bx ?? 0]) {
        for (const y of [ay ?? 0, by ?? 0]) {
            for (const z of [az ?? 0, bz ?? 0]) flat.push(x, y, z);
        }
    }
    return Float64Array.from(flat);
}

/** True when a matrix takes boxes to boxes: their corners then say where everything in them is. */
export function keepsBoxes(matrix: Matrix4): boolean {
    return [0, 1, 2].every((row) => [0, 4, 8].filter((column) => matrix[column + row] !== 0).length <= 1);
}
