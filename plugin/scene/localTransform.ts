import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { readRotation, writeRotation } from "./nodeRotation";

/** What a node itself says about where it is, under whatever parent. A copy: nothing that happens to the node changes it. */
export interface LocalTransform {
    readonly position: Vector3;
    readonly rotation: Quaternion;
    readonly scaling: Vector3;
}

export type TransformPart = keyof LocalTransform;

export const transformParts: readonly TransformPart[] = ["position", "rotation", "scaling"];

export function readTransform(node: TransformNode): LocalTransform {
    return { position: node.position.clone(), rotation: readRotation(node), scaling: node.scaling.clone() };
}

/** Writes some parts of a transform, or all. */
export function writeTransform(
    node: TransformNode,
    transform: LocalTransform,
    parts: readonly TransformPart[] = transformParts,
): void {
    if (parts.includes("position")) {
        node.position.copyFrom(transform.position);
    }
    if (parts.includes("scaling")) {
        node.scaling.copyFrom(transform.scaling);
    }
    if (parts.includes("rotation")) {
        writeRotation(node, transform.rotation);
    }
}

/** The parts in which two transforms differ by more than rounding. */
export function changedParts(one: LocalTransform, other: LocalTransform): TransformPart[] {
    // Those that come out of a matrix are not of length 1 to the last digit.
    const lengths = one.rotation.length() * other.rotation.length();
    const turned = Math.abs(Quaternion.Dot(one.rotation, other.rotation)) < lengths * (1 - 1e-9);
    return transformParts.filter((part) => (part === "rotation" ? turned : isMoved(one[part], other[part])));
}

function isMoved(one: Vector3, other: Vector3): boolean {
    return Vector3.Distance(one, other) > 1e-6 * Math.max(1e-3, one.length(), other.length());
}

export function composeTransform({ scaling, rotation, position }: LocalTransform): Matrix {
    return Matrix.Compose(scaling, rotation, position);
}
