import type { Gltf, GltfAccessor } from "./gltfSchema";

const componentBytes = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 } as const;
const componentCounts = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 } as const;

/** How an accessor's elements lie in its buffer view, in bytes. */
export interface AccessorLayout {
    components: number;
    componentSize: number;
    elementSize: number;
    stride: number;
    /** From the start of the view to the end of the last element. */
    end: number;
}

/** Bytes of one number of a glTF component type. */
export function componentSize(type: GltfAccessor["componentType"]): number {
    return componentBytes[type];
}

/** Works out where the elements of an accessor are. */
export function accessorLayout(gltf: Gltf, accessor: GltfAccessor): AccessorLayout {
    const components = componentCounts[accessor.type];
    const size = componentBytes[accessor.componentType];
    const elementSize = components * size;
    const view = accessor.bufferView === undefined ? undefined : gltf.bufferViews[accessor.bufferView];
    const stride = view?.byteStride || elementSize;
    const end = accessor.count === 0 ? 0 : accessor.byteOffset + stride * (accessor.count - 1) + elementSize;
    return { components, componentSize: size, elementSize, stride, end };
}
