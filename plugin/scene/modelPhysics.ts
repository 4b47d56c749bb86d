import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type {} from "@babylonjs/core/Physics/joinedPhysicsEngineComponent.types.js";
import { PhysicsShapeType } from "@babylonjs/core/Physics/v2/IPhysicsEnginePlugin.js";
import { PhysicsAggregate } from "@babylonjs/core/Physics/v2/physicsAggregate.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { editableModel } from "./editableModel";
import { measureNodes } from "./measureNodes";
import { axisLengths } from "./modelDimensions";
import { placementError } from "./placement";

/** How a model takes part in physics, as a box: not at all, as something in the way, or as something that falls. */
export type ModelPhysics = "none" | "static" | "dynamic";

const aggregates = new WeakMap<TransformNode, { aggregate: PhysicsAggregate; physics: ModelPhysics }>();

/** True when a scene has a physics engine that takes aggregates, Havok for example. */
export function hasPhysics(scene: Scene): boolean {
    return scene.getPhysicsEngine?.()?.getPluginVersion() === 2;
}

/** What this package made of a model; bodies that others gave it are theirs. */
export function physicsOf(wrapper: TransformNode): ModelPhysics {
    return aggregates.get(wrapper)?.physics ?? "none";
}

/**
 * Gives a model a body in the shape of its box, of 1 kg when it is to fall, or takes it away. Throws kind `input` when
 * the scene has no such engine, or the model has a body that somebody else gave it.
 */
export function setPhysics(wrapper: TransformNode, physics: ModelPhysics): void {
    if (physics !== "none" && !hasPhysics(wrapper.getScene())) {
        throw placementError("The scene has no physics engine that is switched on.");
    }
    aggregates.get(wrapper)?.aggregate.dispose();
    aggregates.delete(wrapper);
    if (physics !== "none") {
        if (wrapper.physicsBody) {
            throw placementError("The model has a physics body of somebody else.");
        }
        const options = { mass: physics === "dynamic" ? 1 : 0, ...boxOf(wrapper) };
        const aggregate = new PhysicsAggregate(wrapper, PhysicsShapeType.BOX, options, wrapper.getScene());
        aggregates.set(wrapper, { aggregate, physics });
    }
}

/** Makes the body anew after the model was changed, since shapes do not grow with their nodes. */
export function renewPhysics(wrapper: TransformNode): void {
    const physics = physicsOf(wrapper);
    if (physics !== "none") {
        setPhysics(wrapper, physics);
    }
}

/** In the wrapper's directions and the world's units, as shapes are described. */
function boxOf(wrapper: TransformNode): { extents: Vector3; center: Vector3 } {
    const world = wrapper.computeWorldMatrix(true);
    const root = editableModel(wrapper)?.root ?? wrapper;
    const { min, max } = measureNodes(root, Matrix.Invert(world));
    const scale = Vector3.FromArray(axisLengths(world));
    const [low, high] = [new Vector3(min.x, min.y, min.z), new Vector3(max.x, max.y, max.z)];
    return { extents: high.subtract(low).multiply(scale), center: low.add(high).scale(0.5).multiply(scale) };
}
