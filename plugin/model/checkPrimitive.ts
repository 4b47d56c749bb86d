import { accessorLayout } from "./accessorLayout";
import { hasShape } from "./attributeShape";
import { checkDraco } from "./checkDraco";
import { dracoOf, type Gltf, type GltfPrimitive } from "./gltfSchema";
import type { AccessorMeter } from "./measureAccessor";
import type { ModelData } from "./modelData";
import { type ModelIssue, modelError } from "./modelReport";

/** Checks that one primitive can be drawn: it has points, and its triangles and shape keys use only those. */
export function checkPrimitive(
    gltf: Gltf,
    data: ModelData,
    meter: AccessorMeter,
    primitive: GltfPrimitive,
): ModelIssue | undefined {
    const points = gltf.accessors[primitive.attributes.POSITION ?? -1];
    if (!points || points.count === 0) {
        return modelError("no-positions", "A part of the model has no points, so it cannot be seen.");
    }
    if (!isEven(gltf, primitive, points.count)) {
        return modelError("uneven-attributes", "The model file is damaged: its points and their details do not match.");
    }
    if (!indicesWithin(gltf, meter, primitive, points.count)) {
        return modelError("bad-indices", "The model file is damaged: its triangles use points that are not there.");
    }
    return checkDraco(gltf, data, primitive);
}

function isEven(gltf: Gltf, { attributes, targets = [] }: GltfPrimitive, count: number): boolean {
    const matches =
        (isShapeKey: boolean) =>
        ([name, index]: [string, number]) => {
            const accessor = gltf.accessors[index];
            return accessor?.count === count && hasShape(name, accessor, isShapeKey);
        };
    return (
        Object.entries(attributes).every(matches(false)) &&
        targets.every((target) => Object.entries(target).every(matches(true)))
    );
}

function indicesWithin(gltf: Gltf, meter: AccessorMeter, primitive: GltfPrimitive, count: number): boolean {
    const accessor = gltf.accessors[primitive.indices ?? -1];
    if (primitive.indices === undefined || !accessor) {
        return true;
    }
    const isPacked = dracoOf(gltf, primitive) !== undefined;
    const { stride, elementSize } = accessorLayout(gltf, accessor);
    const isList = accessor.type === "SCALAR" && [5121, 5123, 5125].includes(accessor.componentType);
    // Babylon.js reads indices one right after the other, whatever their view says.
    const hasData = isPacked || accessor.bufferView !== undefined || accessor.sparse !== undefined;
    const isReadable = hasData && stride === elementSize && !accessor.normalized;
    const [highest = -1] = meter(primitive.indices)?.max ?? [];
    return isList && isReadable && highest < count;
}
