import { accessorLayout } from "./accessorLayout";
import type { Gltf, GltfAccessor } from "./gltfSchema";
import type { ModelData } from "./modelData";

export type Numbers = Float32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** All numbers of an accessor, tightly packed and normalised; undefined when they are compressed or missing. */
export function readAccessor(gltf: Gltf, data: ModelData, index: number): Numbers | undefined {
    const accessor = gltf.accessors[index];
    if (!accessor || (accessor.bufferView === undefined && !accessor.sparse)) {
        return undefined;
    }
    const values = readDense(gltf, data, accessor);
    return values && accessor.sparse ? withSparse(gltf, data, accessor, values) : values;
}

function readDense(gltf: Gltf, data: ModelData, accessor: GltfAccessor): Numbers | undefined {
    const { components, stride, elementSize } = accessorLayout(gltf, accessor);
    if (accessor.bufferView === undefined) {
        return new Float64Array(accessor.count * components);
    }
    const view = data.views[accessor.bufferView];
    if (!view) {
        return undefined;
    }
    const start = view.byteOffset + accessor.byteOffset;
    const length = accessor.count * components;
    return (
        (stride === elementSize ? directView(view.buffer, start, length, accessor) : undefined) ??
        readStrided(
            new DataView(view.buffer, view.byteOffset, view.byteLength),
            accessor,
            accessor.byteOffset,
            stride,
            components,
        )
    );
}

/** Most accessors can be read where they lie, which matters at millions of triangles. */
function directView(
    buffer: ArrayBufferLike,
    start: number,
    length: number,
    { componentType, normalized }: GltfAccessor,
): Numbers | undefined {
    if (componentType === 5126 && start % 4 === 0) {
        return new Float32Array(buffer, start, length);
    }
    if (componentType === 5125 && start % 4 === 0) {
        return new Uint32Array(buffer, start, length);
    }
    if (componentType === 5123 && start % 2 === 0 && !normalized) {
        return new Uint16Array(buffer, start, length);
    }
    return componentType === 5121 && !normalized ? new Uint8Array(buffer, start, length) : undefined;
}

function readStrided(
    view: DataView,
    { componentType, normalized, count }: Pick<GltfAccessor, "componentType" | "normalized" | "count">,
    start: number,
    stride: number,
    components: number,
): Float64Array {
    const { size, read, top } = readers[componentType];
    const result = new Float64Array(count * components);
    for (let element = 0; element < count; element++) {
        for (let component = 0; component < components; component++) {
            const value = read(view, start + element * stride + component * size);
            // Signed numbers normalise to -1 as well, so the lowest one is clamped (glTF 2.0, 3.6.2.2).
            result[element * components + component] = normalized ? Math.max(value / top, -1) : value;
        }
    }
    return result;
}

interface ComponentReader {
    size: number;
    /** The value that normalises to 1. */
    top: number;
    read(view: DataView, at: number): number;
}

const readers: Record<GltfAccessor["componentType"], ComponentReader> = {
    5120: { size: 1, top: 127, read: (view, at) => view.getInt8(at) },
    5121: { size: 1, top: 255, read: (view, at) => view.getUint8(at) },
    5122: { size: 2, top: 32_767, read: (view, at) => view.getInt16(at, true) },
    5123: { size: 2, top: 65_535, read: (view, at) => view.getUint16(at, true) },
    5125: { size: 4, top: 1, read: (view, at) => view.getUint32(at, true) },
    5126: { size: 4, top: 1, read: (view, at) => view.getFloat32(at, true) },
};

function withSparse(gltf: Gltf, data: ModelData, accessor: GltfAccessor, dense: Numbers): Numbers | undefined {
    const sparse = accessor.sparse;
    const indicesView = sparse && data.views[sparse.indices.bufferView];
    const valuesView = sparse && data.views[sparse.values.bufferView];
    if (!indicesView || !valuesView) {
        return undefined;
    }
    const { components, elementSize } = accessorLayout(gltf, accessor);
    const { count, indices, values } = sparse;
    const places = readStrided(
        dataView(indicesView),
        { componentType: indices.componentType, normalized: false, count },
        indices.byteOffset,
        readers[indices.componentType].size,
        1,
    );
    const replacements = readStrided(
        dataView(valuesView),
        { ...accessor, count },
        values.byteOffset,
        elementSize,
        components,
    );
    const result = Float64Array.from(dense);
    places.forEach((place, at) => {
        for (let component = 0; component < components && place < accessor.count; component++) {
            result[place * components + component] = replacements[at * components + component] ?? 0;
        }
    });
    return result;
}

function dataView(bytes: Uint8Array): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
