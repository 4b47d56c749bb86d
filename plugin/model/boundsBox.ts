import type { Matrix4 } from "./matrix4";
import type { ModelBounds } from "./modelReport";
import type { Numbers } from "./readAccessor";

/** An extent with nothing in it yet. */
export function emptyBounds(): ModelBounds {
    return { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
}

/** Grows the extent by one point. */
function includePoint({ min, max }: ModelBounds, x: number, y: number, z: number): void {
    min[0] = Math.min(min[0], x);
    min[1] = Math.min(min[1], y);
    min[2] = Math.min(min[2], z);
    max[0] = Math.max(max[0], x);
    max[1] = Math.max(max[1], y);
    max[2] = Math.max(max[2], z);
}

/** Grows the extent by points in triples, moved by a matrix. */
export function includePoints(bounds: ModelBounds, points: Numbers, matrix: Matrix4): void {
    const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0, , tx = 0, ty = 0, tz = 0] = matrix;
    for (let at = 0; at + 2 < points.length; at += 3) {
        const x = points[at] ?? 0;
        const y = points[at + 1] ?? 0;
        const z = points[at + 2] ?? 0;
        includePoint(bounds, a * x + d * y + g * z + tx, b * x + e * y + h * z + ty, c * x + f * y + i * z + tz);
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
