import { Camera } from "@babylonjs/core/Cameras/camera.js";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { viewingCamera } from "./defaultPosition";
import { sceneError } from "./importErrors";
import { measureNodes } from "./measureNodes";
import { writeRotation } from "./nodeRotation";
import {
    type Bounds,
    checkPlacement,
    type Facing,
    type Front,
    frontDirection,
    headingOf,
    measureDimensions,
    type Placement,
    placementError,
    scaleFor,
    slenderness,
} from "./placement";
import { readProvenance, writeProvenance } from "./provenance";
import { settleNodes } from "./settleNodes";

/** A model under its wrapper. The wrapper alone carries the placement; the file's root is never turned or scaled. */
export interface PlaceableModel {
    wrapper: TransformNode;
    root: TransformNode;
    /** The model's extent in the wrapper's space, in units of the file, standing on the origin. */
    bounds: Bounds;
    /** The world extent after the last placement, in scene units along the world's axes. */
    size: { x: number; y: number; z: number };
    /** What the last placement said, which a later one may leave out. */
    front: Front;
    unitsPerMetre: number;
}

/**
 * Places a model that is in the scene again: another size, heading or place costs no other generation. What the
 * placement leaves out stays as it is now, also after the user has moved it by hand.
 *
 * Throws a `GenerationError` and changes nothing: `input` for a placement that cannot be had, `scene` when the model was
 * deleted.
 */
export function placeModel(model: PlaceableModel, placement: Placement): void {
    applyPlacement(model, planPlacement(model, placement));
    const noted = readProvenance(model.wrapper);
    if (noted) {
        writeProvenance(model.wrapper, { ...noted, front: model.front, unitsPerMetre: model.unitsPerMetre });
    }
}

/** A placement worked out: what to write into a wrapper, and what to remember about it. */
interface PlacementPlan {
    parent: Node | null;
    position: Vector3;
    rotation: Quaternion;
    scaling: Vector3;
    front: Front;
    unitsPerMetre: number;
}

/** Works a placement out, for a wrapper in the scene or not yet in it, and changes nothing. Throws as `placeModel`. */
export function planPlacement(model: Omit<PlaceableModel, "size">, placement: Placement): PlacementPlan {
    checkPlacement(placement);
    const { wrapper } = model;
    if (wrapper.isDisposed()) {
        throw sceneError("The model is no longer in the scene.", "Place it from the list again.");
    }
    wrapper.computeWorldMatrix(true);
    const front = placement.front ?? model.front;
    const unitsPerMetre = placement.unitsPerMetre ?? model.unitsPerMetre;
    const parent = placement.parent ?? wrapper.parent;
    if (parent?.isDisposed()) {
        throw placementError("The parent is no longer in the scene.");
    }
    const { x, y, z } = placement.position ?? wrapper.absolutePosition;
    const position = new Vector3(x, y, z);
    const scale = placement.size
        ? Vector3.One().scale(scaleFor(placement.size, measureDimensions(model.bounds, front), unitsPerMetre))
        : wrapper.absoluteScaling.clone();
    const rotation = placement.facing
        ? Quaternion.RotationAxis(Vector3.Up(), yawFor(wrapper, position, placement.facing, front))
        : wrapper.absoluteRotationQuaternion.clone();
    const local = localTransform(parent, scale, rotation, position, slenderness(model.bounds));
    return { parent, ...local, front, unitsPerMetre };
}

/** Writes a placement into a model in the scene. */
export function applyPlacement(model: PlaceableModel, plan: PlacementPlan): void {
    const { wrapper } = model;
    wrapper.parent = plan.parent;
    wrapper.position.copyFrom(plan.position);
    wrapper.scaling.copyFrom(plan.scaling);
    writeRotation(wrapper, plan.rotation);
    settleNodes(wrapper);
    model.front = plan.front;
    model.unitsPerMetre = plan.unitsPerMetre;
    model.size = measureSize(model.root);
}

/** The turn about Y that brings the front where it should look. */
function yawFor(wrapper: TransformNode, position: Vector3, facing: Facing, front: Front): number {
    const scene = wrapper.getScene();
    const direction = facing.mode === "file" ? undefined : facingDirection(scene, position, facing);
    return direction ? headingOf(direction) - headingOf(frontDirection(front, scene.useRightHandedSystem)) : 0;
}

export function facingDirection(scene: Scene, position: Vector3, facing: Facing): { x: number; z: number } | undefined {
    if (facing.mode === "heading") {
        return { x: Math.sin(facing.radians), z: Math.cos(facing.radians) };
    }
    const camera = viewingCamera(scene);
    const viewer = camera && viewerDirection(camera, position);
    return facing.mode === "away" ? viewer?.negate() : viewer;
}

/** From the position towards the viewer, over the ground; towards the lower edge of the picture when seen from above. */
export function viewerDirection(camera: Camera, position: Vector3): Vector3 {
    const isOrthographic = camera.mode === Camera.ORTHOGRAPHIC_CAMERA;
    const back = camera.getForwardRay().direction.negate();
    const direction = isOrthographic ? back : camera.globalPosition.subtract(position);
    const isAbove = Math.hypot(direction.x, direction.z) < 1e-4 * direction.length();
    return isAbove ? camera.getDirection(Vector3.Down()) : direction;
}

/** The transform under a parent that is the one asked for in the world. */
function localTransform(
    parent: Node | null,
    scaling: Vector3,
    rotation: Quaternion,
    position: Vector3,
    strictness: number,
) {
    const local = { scaling: scaling.clone(), rotation, position };
    if (!parent) {
        return local;
    }
    const parentWorld = parent.computeWorldMatrix(true);
    if (!(Math.abs(parentWorld.determinant()) > 1e-30)) {
        throw placementError("The parent is scaled to nothing, so nothing can be placed under it.");
    }
    const world = Matrix.Compose(local.scaling, rotation, position);
    world.multiply(Matrix.Invert(parentWorld)).decompose(local.scaling, local.rotation, local.position);
    const result = Matrix.Compose(local.scaling, local.rotation, local.position).multiply(parentWorld);
    if (!isAlike(world, result, skewTolerance * strictness * scaling.length())) {
        throw placementError(
            "The parent is stretched unevenly and turned against the model, which would skew the model. " +
                "Choose another parent, or scale this one evenly.",
        );
    }
    return local;
}

/** What position, rotation and scaling can lose of a transform, as a part of the model's size. */
const skewTolerance = 1e-3;

/** Compares how two transforms turn and stretch; where they put things is never lost. */
function isAlike(one: Matrix, other: Matrix, tolerance: number): boolean {
    const [these, those] = [one.asArray(), other.asArray()];
    return [0, 1, 2, 4, 5, 6, 8, 9, 10].every((at) => Math.abs((these[at] ?? 0) - (those[at] ?? 0)) <= tolerance);
}

function measureSize(root: TransformNode): { x: number; y: number; z: number } {
    const { min, max } = measureNodes(root);
    return { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
}
