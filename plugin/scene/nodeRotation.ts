import { Quaternion } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";

/** How a node is turned under its parent, whether it says so by angles or by a quaternion. A copy. */
export function readRotation({ rotation, rotationQuaternion }: TransformNode): Quaternion {
    return rotationQuaternion?.clone() ?? Quaternion.FromEulerVector(rotation);
}

/**
 * Turns a node, by angles as long as it has no quaternion: then `rotation` can be set and animated, which is without effect
 * beside a quaternion, and the Inspector's Properties (9.34) can turn to it from any other node.
 */
export function writeRotation(node: TransformNode, rotation: Quaternion): void {
    // What comes out of a matrix is not of length 1 to the last digit.
    const angles = rotation.normalizeToNew().toEulerAngles();
    if (node.rotationQuaternion) {
        node.rotationQuaternion.copyFrom(rotation);
    } else if (Math.abs(angles.x) < steepestPitch) {
        node.rotation.copyFrom(angles);
    } else {
        node.rotationQuaternion = rotation.clone();
    }
}

/** Radians. Near a quarter turn the two other angles cannot be told apart. */
const steepestPitch = 1.5;
