import { z } from "zod";
import { accessorLayout, componentSize } from "./accessorLayout";
import { dracoExtension, type Gltf, type GltfAccessor } from "./gltfSchema";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

/** Checks that every accessor stays within its buffer view and asks for no absurd amount of memory. */
export function checkAccessors(gltf: Gltf): ModelIssue[] {
    const issues: ModelIssue[] = [];
    if (gltf.accessors.some((accessor) => accessor.count > modelLimits.accessorCount)) {
        issues.push(modelError("bad-count", "The model file is damaged: it states an impossible number of points."));
    }
    if (gltf.accessors.some((accessor) => !withinView(gltf, accessor) || !sparseWithinViews(gltf, accessor))) {
        issues.push(modelError("out-of-bounds", "The model file is damaged: it points outside its own data."));
    }
    if (emptyBytes(gltf) > modelLimits.emptyAccessorBytes) {
        issues.push(modelError("empty-data", "The model file asks for a lot of memory without any data behind it."));
    }
    return issues;
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

/** Accessors without a view are filled with zeros by the loader, from nothing but a number in the file. */
function emptyBytes(gltf: Gltf): number {
    const packed = dracoAccessors(gltf);
    return gltf.accessors
        .filter((accessor, at) => accessor.bufferView === undefined && !packed.has(at))
        .reduce((sum, accessor) => sum + accessor.count * accessorLayout(gltf, accessor).elementSize, 0);
}

const dracoAttributes = z.object({ attributes: z.record(z.string(), z.unknown()) });

function dracoAccessors(gltf: Gltf): Set<number> {
    const packed = new Set<number>();
    for (const primitive of gltf.meshes.flatMap((mesh) => mesh.primitives)) {
        const draco = dracoAttributes.safeParse(primitive.extensions?.[dracoExtension]);
        if (draco.success) {
            const names = Object.keys(primitive.attributes).filter((name) => name in draco.data.attributes);
            for (const accessor of [primitive.indices, ...names.map((name) => primitive.attributes[name])]) {
                if (accessor !== undefined) packed.add(accessor);
            }
        }
    }
    return packed;
}
