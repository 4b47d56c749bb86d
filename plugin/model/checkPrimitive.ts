import type { Gltf, GltfPrimitive } from "./gltfSchema";
import type { ModelData } from "./modelData";
import { type ModelIssue, modelError } from "./modelReport";
import { readAccessor } from "./readAccessor";

/** Checks that one primitive can be drawn: it has points, and its triangles use only those. */
export function checkPrimitive(gltf: Gltf, data: ModelData, primitive: GltfPrimitive): ModelIssue[] {
    const position = primitive.attributes.POSITION;
    const points = position === undefined ? undefined : gltf.accessors[position];
    if (!points || points.count === 0) {
        return [modelError("no-positions", "A part of the model has no points, so it cannot be seen.")];
    }
    const counts = Object.values(primitive.attributes).map((accessor) => gltf.accessors[accessor]?.count);
    if (points.type !== "VEC3" || counts.some((count) => count !== points.count)) {
        return [
            modelError("uneven-attributes", "The model file is damaged: its points and their details do not match."),
        ];
    }
    return indicesWithin(gltf, data, primitive, points.count)
        ? []
        : [modelError("bad-indices", "The model file is damaged: its triangles use points that are not there.")];
}

function indicesWithin(gltf: Gltf, data: ModelData, { indices }: GltfPrimitive, count: number): boolean {
    const accessor = indices === undefined ? undefined : gltf.accessors[indices];
    if (indices === undefined || !accessor) {
        return true;
    }
    if (accessor.type !== "SCALAR" || ![5121, 5123, 5125].includes(accessor.componentType)) {
        return false;
    }
    const values = readAccessor(gltf, data, indices) ?? [];
    for (const value of values) {
        if (value >= count) return false;
    }
    return true;
}
