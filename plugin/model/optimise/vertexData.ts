import { type Accessor, MathUtils, type Primitive, type TypedArray } from "@gltf-transform/core";

/** The numbers of an accessor as they are meant: normalised integers become fractions. Not a copy where none is needed. */
export function readFloats(accessor: Accessor): Float32Array<ArrayBuffer> {
    const array = accessor.getArray() ?? new Float32Array();
    if (isFloats(array)) {
        return array;
    }
    if (!accessor.getNormalized()) {
        return new Float32Array(array);
    }
    const type = accessor.getComponentType();
    const floats = new Float32Array(array.length);
    for (let at = 0; at < array.length; at++) {
        floats[at] = MathUtils.decodeNormalizedInt(array[at] ?? 0, type);
    }
    return floats;
}

function isFloats(array: TypedArray): array is Float32Array<ArrayBuffer> {
    return array instanceof Float32Array;
}

/** Everything that a primitive stores for each of its vertices, the movements of shape keys included. */
export function listVertexData(primitive: Primitive): Accessor[] {
    return [primitive, ...primitive.listTargets()].flatMap((holder) => holder.listAttributes());
}

/** The corners of a primitive's triangles, as places in its vertex data, counted from a start. */
export function readCorners(primitive: Primitive, start = 0): Uint32Array<ArrayBuffer> {
    const indices = primitive.getIndices()?.getArray();
    const length = indices?.length ?? primitive.getAttribute("POSITION")?.getCount() ?? 0;
    if (indices && start === 0) {
        return new Uint32Array(indices.subarray(0, length - (length % 3)));
    }
    const corners = new Uint32Array(length - (length % 3));
    for (let at = 0; at < corners.length; at++) {
        corners[at] = start + (indices ? (indices[at] ?? 0) : at);
    }
    return corners;
}

/** Indices in as few bytes as their vertices allow. 65,535 itself would restart a strip. */
export function packIndices(
    indices: ArrayLike<number>,
    vertices: number,
): Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
    return vertices <= 65_535 ? new Uint16Array(indices) : new Uint32Array(indices);
}

/** The numbers of some vertices, so many for each; of no more vertices than there are. */
export function pickVertices<T extends TypedArray>(numbers: T, size: number, vertices: ArrayLike<number>): T {
    // A slice is of the same kind, which TypeScript does not know of a kind that it does not know.
    const result = numbers.slice(0, vertices.length * size) as T;
    for (let at = 0; at < vertices.length; at++) {
        const from = (vertices[at] ?? 0) * size;
        for (let number = 0; number < size; number++) result[at * size + number] = numbers[from + number] ?? 0;
    }
    return result;
}

/** Arrays one after the other; not a copy of the only one. */
export function joinArrays<T extends Float32Array | Uint32Array>(
    arrays: readonly T[],
    create: (length: number) => T,
): T {
    const [only] = arrays;
    if (only && arrays.length === 1) {
        return only;
    }
    const joined = create(arrays.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const array of arrays) {
        joined.set(array, at);
        at += array.length;
    }
    return joined;
}

/** Between which numbers the places are along an axis. */
export function rangeOf(positions: Float32Array, axis: number): [low: number, high: number] {
    let [low, high] = [Infinity, -Infinity];
    for (let at = axis; at < positions.length; at += 3) {
        const value = positions[at] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
    }
    return [low, high];
}
