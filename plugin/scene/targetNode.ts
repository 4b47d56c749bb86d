import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { editableModel, frontInWorld } from "./editableModel";
import { isStandIn } from "./isStandIn";
import { measureNodes } from "./measureNodes";
import { headingOf } from "./placement";

/** A node that something is placed by. Scene units, world space. */
export interface TargetNode {
    node: TransformNode;
    origin: { x: number; y: number; z: number };
    /** The centre of its base. */
    base: { x: number; y: number; z: number };
    /** Along its own heading; 0 when it shows nothing. */
    longest: number;
    height: number;
    /** Where its front looks, radians from +Z towards +X. */
    heading: number;
    /** It waits for a model itself. */
    isStandIn: boolean;
}

/**
 * What is known of a selected node; undefined for what is no node of this scene. A part of one of our models means the
 * whole model.
 */
export function describeTarget(selected: object, scene: Scene): TargetNode | undefined {
    if (!(selected instanceof TransformNode) || selected.getScene() !== scene || selected.isDisposed()) {
        return undefined;
    }
    const node = editableModel(selected)?.wrapper ?? selected;
    node.computeWorldMatrix(true);
    const heading = headingOfNode(node);
    const turn = Matrix.RotationY(heading);
    const { min, max } = measureNodes(node, Matrix.RotationY(-heading));
    const extent = [max.x - min.x, max.y - min.y, max.z - min.z];
    const shows = extent.every(Number.isFinite);
    const centre = new Vector3((min.x + max.x) / 2, min.y, (min.z + max.z) / 2);
    const { x, y, z: depth } = node.absolutePosition;
    const origin = { x, y, z: depth };
    const base = Vector3.TransformCoordinates(centre, turn);
    return {
        node,
        origin,
        base: shows ? { x: base.x, y: base.y, z: base.z } : origin,
        longest: shows ? Math.max(...extent) : 0,
        height: shows ? max.y - min.y : 0,
        heading,
        isStandIn: isStandIn(node),
    };
}

/** A node of a scene, if it can carry another. */
export function findNode(scene: Scene, uniqueId: number): TransformNode | undefined {
    const node = scene.getTransformNodeByUniqueId(uniqueId) ?? scene.getMeshByUniqueId(uniqueId);
    return node ?? undefined;
}

/** Our models look along their file's front, all others along +Z, as glTF has it. */
function headingOfNode(node: TransformNode): number {
    const own = editableModel(node);
    const front = own ? frontInWorld(own) : Vector3.TransformNormal(new Vector3(0, 0, 1), node.getWorldMatrix());
    return Math.hypot(front.x, front.z) > 1e-6 * front.length() ? headingOf(front) : 0;
}
