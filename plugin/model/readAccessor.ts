import { type AccessorLayout, accessorLayout, componentSize as sizeOf } from "./accessorLayout";
import type { Gltf, GltfAccessor } from "./gltfSchema";
import type { ModelData } from "./modelData";

export type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** Reads an accessor piece by piece, so that a large one costs no second copy in memory. */
export interface AccessorReader {
    /** Elements. */
    count: number;
    /** Numbers in each element. */
    components: number;
    /** Numbers of some elements, tightly packed and normalised. Good until the next call. */
    read(first: number, count: number): Numbers;
}

/** Elements that are read at once; their numbers stay in the processor's cache. */
export const blockSize = 4096;

/**
 * Opens an accessor, sparse corrections applied. Undefined when its numbers are packed or not there. Expects the
 * accessor to be within its buffer view and aligned.
 */
export function openAccessor(gltf: Gltf, data: ModelData, index: number): AccessorReader | undefined {
    const accessor = gltf.accessors[index];
    if (!accessor || (accessor.bufferView === undefined && !accessor.sparse)) {
        return undefined;
    }
    const layout = accessorLayout(gltf, accessor);
    const { count } = accessor;
    const read = accessor.bufferView === undefined ? readZeros(layout) : readDense(data, accessor, layout);
    const dense = read && { count, components: layout.components, read };
    return dense && accessor.sparse ? withSparse(data, accessor, dense) : dense;
}

function readZeros({ components }: AccessorLayout): AccessorReader["read"] {
    return (_, count) => new Float64Array(count * components);
}

function readDense(
    { views }: ModelData,
    { bufferView = -1, byteOffset, componentType, normalized }: GltfAccessor,
    { components, componentSize, stride, end }: AccessorLayout,
): AccessorReader["read"] | undefined {
    const view = views[bufferView];
    if (!view) {
        return undefined;
    }
    const numbers = typedArray(componentType, view, byteOffset, (end - byteOffset) / componentSize);
    const step = stride / componentSize;
    const top = normalized ? tops[componentType] : undefined;
    if (step === components && top === undefined) {
        return (first, count) => numbers.subarray(first * components, (first + count) * components);
    }
    const block = new Float64Array(blockSize * components);
    return (first, count) => {
        for (let element = 0, at = 0; element < count; element++) {
            const start = (first + element) * step;
            for (let component = 0; component < components; component++, at++) {
                const value = numbers[start + component] ?? 0;
                // Signed numbers normalise to -1 as well, so the lowest one is clamped (glTF 2.0, 3.6.2.2).
                block[at] = top === undefined ? value : Math.max(value / top, -1);
            }
        }
        return block.subarray(0, count * components);
    };
}

/** The values that normalise to 1. */
const tops: Partial<Record<GltfAccessor["componentType"], number>> = {
    5120: 127,
    5121: 255,
    5122: 32_767,
    5123: 65_535,
};

/** The numbers where they lie. */
function typedArray(type: GltfAccessor["componentType"], view: Uint8Array, byteOffset: number, length: number) {
    const start = view.byteOffset + byteOffset;
    const size = Math.max(length, 0);
    switch (type) {
        case 5120:
            return new Int8Array(view.buffer, start, size);
        case 5121:
            return new Uint8Array(view.buffer, start, size);
        case 5122:
            return new Int16Array(view.buffer, start, size);
        case 5123:
            return new Uint16Array(view.buffer, start, size);
        case 5125:
            return new Uint32Array(view.buffer, start, size);
        case 5126:
            return new Float32Array(view.buffer, start, size);
    }
}

/** The elements that a sparse accessor replaces, in the file's order; undefined when they are packed or not there. */
export function sparsePlaces({ views }: ModelData, { sparse }: GltfAccessor): Numbers | undefined {
    const view = sparse && views[sparse.indices.bufferView];
    return view && typedArray(sparse.indices.componentType, view, sparse.indices.byteOffset, sparse.count);
}

/** Expects the places in ascending order. */
function withSparse(data: ModelData, accessor: GltfAccessor, dense: AccessorReader): AccessorReader | undefined {
    const places = sparsePlaces(data, accessor);
    const replacements = openReplacements(data, accessor, dense.components);
    if (!places || !replacements) {
        return undefined;
    }
    const { components } = dense;
    const read = (first: number, count: number) => {
        const block = Float64Array.from(dense.read(first, count));
        for (let at = firstAtOrAfter(places, first); at < places.length; at++) {
            const place = places[at] ?? 0;
            if (place >= first + count) {
                break;
            }
            block.set(replacements(at, 1), (place - first) * components);
        }
        return block;
    };
    return { ...dense, read };
}

function openReplacements(data: ModelData, accessor: GltfAccessor, components: number) {
    const { bufferView = -1, byteOffset = 0 } = accessor.sparse?.values ?? {};
    const count = accessor.sparse?.count ?? 0;
    const componentSize = sizeOf(accessor.componentType);
    const elementSize = componentSize * components;
    return readDense(
        data,
        { ...accessor, bufferView, byteOffset },
        { components, componentSize, elementSize, stride: elementSize, end: byteOffset + count * elementSize },
    );
}

function firstAtOrAfter(places: Numbers, wanted: number): number {
    let [low, high] = [0, places.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((places[middle] ?? 0) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
