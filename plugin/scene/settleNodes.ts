import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type {} from "@babylonjs/core/Physics/joinedPhysicsEngineComponent.types.js";
import { PhysicsPrestepType } from "@babylonjs/core/Physics/v2/IPhysicsEnginePlugin.js";
import type { PhysicsBody } from "@babylonjs/core/Physics/v2/physicsBody.js";
import type {} from "@babylonjs/core/Physics/v2/physicsEngineComponent.types.js";
import type { Scene } from "@babylonjs/core/scene.js";

/**
 * Brings everything below a node to where the node now is: matrices that were frozen for speed, which stay frozen, and
 * physics bodies, which would otherwise take their nodes back to where they were.
 */
export function settleNodes(wrapper: TransformNode): void {
    const nodes = [wrapper, ...wrapper.getChildTransformNodes(false)];
    for (const node of nodes) {
        if (node.isWorldMatrixFrozen) {
            node.freezeWorldMatrix();
        } else {
            node.computeWorldMatrix(true);
        }
    }
    for (const node of nodes) {
        if (node.physicsBody) {
            teleport(node.physicsBody, wrapper.getScene());
        }
    }
}

/** A body follows its node only when it is told to before a step; it is told so once. */
function teleport(body: PhysicsBody, scene: Scene): void {
    const usual = body.getPrestepType();
    if (usual !== PhysicsPrestepType.TELEPORT) {
        body.setPrestepType(PhysicsPrestepType.TELEPORT);
        scene.onAfterPhysicsObservable.addOnce(() => body.setPrestepType(usual));
    }
}
