import { accessorLayout, componentSize } from "./accessorLayout";
import { dracoOf, type Gltf, type GltfAccessor } from "./gltfSchema";
import type { ModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";
import { sparsePlaces } from "./readAccessor";

/** Checks that every accessor stays within its buffer view and asks for no absurd amount of memory or time. */
export function checkAccessors(gltf: Gltf): ModelIssue[] {
    const { accessors } = gltf;
    const issues: ModelIssue[] = [];
    if (accessors.some((accessor) => accessor.count > modelLimits.accessorCount)) {
        issues.push(modelError("bad-count", "The model file is damaged: it states an impossible number of points."));
    }
    if (accessors.some((accessor) => !withinView(gltf, accessor) || !sparseWithinViews(gltf, accessor))) {
        issues.push(modelError("out-of-bounds", "The model file is damaged: it points outside its own data."));
    }
    if (accessors.some((accessor) => !isAligned(gltf, accessor))) {
        issues.push(modelError("bad-layout", "The model file is damaged: its numbers do not lie where they should."));
    }
    if (emptyBytes(gltf) > modelLimits.emptyAccessorBytes) {
        issues.push(modelError("empty-data", "The model file asks for a lot of memory without any data behind it."));
    }
    if (readBytes(gltf) > modelLimits.accessorBytes) {
        issues.push(
            modelError("too-much-data", "The model file uses the same data again and again, too often to load."),
        );
    }
    return issues;
}

/** Checks that sparse corrections go through the elements in order and to no other. Expects them within their views. */
export function checkSparse(gltf: Gltf, data: ModelData): ModelIssue[] {
    const isSound = gltf.accessors.every((accessor) => {
        const places = sparsePlaces(data, accessor);
        return (
            places?.every((place, at) => place < accessor.count && (at === 0 || place > (places[at - 1] ?? 0))) ?? true
        );
    });
    return isSound
        ? []
        : [modelError("bad-sparse", "The model file is damaged: it corrects points that are not there.")];
}

function withinView(gltf: Gltf, accessor: GltfAccessor): boolean {
    return (
        accessor.bufferView === undefined || accessorLayout(gltf, accessor).end <= viewLength(gltf, accessor.bufferView)
    );
}

function sparseWithinViews(gltf: Gltf, accessor: GltfAccessor): boolean {
    if (!accessor.sparse) {
        return true;
    }
    const { count, indices, values } = accessor.sparse;
    const indicesEnd = indices.byteOffset + count * componentSize(indices.componentType);
    const valuesEnd = values.byteOffset + count * accessorLayout(gltf, accessor).elementSize;
    return (
        count <= accessor.count &&
        indicesEnd <= viewLength(gltf, indices.bufferView) &&
        valuesEnd <= viewLength(gltf, values.bufferView)
    );
}

function viewLength(gltf: Gltf, view: number): number {
    return gltf.bufferViews[view]?.byteLength ?? 0;
}

/** WebGL draws nothing of numbers that begin between two places for them, or that overlap. */
function isAligned(gltf: Gltf, accessor: GltfAccessor): boolean {
    const { componentSize: size, elementSize, stride } = accessorLayout(gltf, accessor);
    const { sparse } = accessor;
    const starts = (view: number | undefined, offset: number, unit: number) =>
        ((gltf.bufferViews[view ?? -1]?.byteOffset ?? 0) + offset) % unit === 0;
    return (
        stride >= elementSize &&
        stride % size === 0 &&
        starts(accessor.bufferView, accessor.byteOffset, size) &&
        (!sparse ||
            (starts(sparse.values.bufferView, sparse.values.byteOffset, size) &&
                starts(
                    sparse.indices.bufferView,
                    sparse.indices.byteOffset,
                    componentSize(sparse.indices.componentType),
                )))
    );
}

/** Accessors without a view are filled with zeros by the loader, from nothing but a number in the file. */
function emptyBytes(gltf: Gltf): number {
    const packed = dracoAccessors(gltf);
    return gltf.accessors
        .filter((accessor, at) => accessor.bufferView === undefined && !packed.has(at))
        .reduce((sum, accessor) => sum + accessor.count * accessorLayout(gltf, accessor).elementSize, 0);
}

function readBytes(gltf: Gltf): number {
    return gltf.accessors
        .filter(({ bufferView }) => bufferView !== undefined)
        .reduce((sum, accessor) => sum + accessor.count * accessorLayout(gltf, accessor).elementSize, 0);
}

function dracoAccessors(gltf: Gltf): Set<number | undefined> {
    const packed = new Set<number | undefined>();
    for (const primitive of gltf.meshes.flatMap((mesh) => mesh.primitives)) {
        const draco = dracoOf(gltf, primitive);
        if (draco !== undefined && draco !== "bad") {
            const names = Object.keys(primitive.attributes).filter((name) => name in draco.attributes);
            for (const accessor of [primitive.indices, ...names.map((name) => primitive.attributes[name])]) {
                packed.add(accessor);
            }
        }
    }
    return packed;
}
