import type { GltfAccessor } from "./gltfSchema";

type Shape = GltfAccessor["type"];

const float = 5126;

/** What each kind of vertex attribute is made of (glTF 2.0, 3.7.2.1). */
const shapes: Record<string, readonly Shape[]> = {
    POSITION: ["VEC3"],
    NORMAL: ["VEC3"],
    TANGENT: ["VEC4"],
    TEXCOORD: ["VEC2"],
    COLOR: ["VEC3", "VEC4"],
    JOINTS: ["VEC4"],
    WEIGHTS: ["VEC4"],
};

/** The kind of an attribute by its name, without the number of its set; undefined for one that no loader reads. */
export function attributeKind(name: string): string | undefined {
    const kind = /^([A-Z]+)(_\d+)?$/.exec(name)?.[1];
    return kind !== undefined && kind in shapes ? kind : undefined;
}

/** True when a vertex attribute, or what a shape key changes of it, is made of what its kind needs. */
export function hasShape(name: string, { type, componentType }: GltfAccessor, isShapeKey = false): boolean {
    const kind = attributeKind(name);
    if (kind === undefined) {
        return true;
    }
    const isInteger = componentType === 5121 || componentType === 5123;
    const shape = isShapeKey && kind === "TANGENT" ? ["VEC3"] : shapes[kind];
    return (shape?.includes(type) ?? true) && (kind === "JOINTS" ? isInteger : componentType !== 5125);
}

/** True for an accessor of numbers that Babylon.js takes as they are, of a certain shape. */
export function isFloat(accessor: GltfAccessor | undefined, type: Shape): boolean {
    return accessor?.type === type && accessor.componentType === float;
}
