import { Camera } from "@babylonjs/core/Cameras/camera.js";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { viewingCamera } from "./defaultPosition";
import { measureNodes } from "./measureNodes";
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
} from "./placement";

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
 * Places a model again. What the placement leaves out stays as it is now, also after the user has moved it by hand.
 * Throws a `GenerationError` of kind `input` for a placement that cannot be had.
 */
export function placeModel(model: PlaceableModel, placement: Placement): void {
    checkPlacement(placement);
    const { wrapper } = model;
    wrapper.computeWorldMatrix(true);
    const front = placement.front ?? model.front;
    const unitsPerMetre = placement.unitsPerMetre ?? model.unitsPerMetre;
    const parent = placement.parent ?? wrapper.parent;
    const { x, y, z } = placement.position ?? wrapper.absolutePosition;
    const position = new Vector3(x, y, z);
    const scale = placement.size
        ? scaleFor(placement.size, measureDimensions(model.bounds, front), unitsPerMetre)
        : wrapper.absoluteScaling.y;
    const rotation = placement.facing
        ? Quaternion.RotationAxis(Vector3.Up(), yawFor(wrapper, position, placement.facing, front))
        : wrapper.absoluteRotationQuaternion.clone();
    setWorld(wrapper, parent, scale, rotation, position);
    model.front = front;
    model.unitsPerMetre = unitsPerMetre;
    model.size = measureSize(model.root);
}

/** The turn about Y that brings the front where it should look. */
function yawFor(wrapper: TransformNode, position: Vector3, facing: Facing, front: Front): number {
    const scene = wrapper.getScene();
    const direction = facing.mode === "file" ? undefined : facingDirection(wrapper, position, facing);
    return direction ? headingOf(direction) - headingOf(frontDirection(front, scene.useRightHandedSystem)) : 0;
}

function facingDirection(
    wrapper: TransformNode,
    position: Vector3,
    facing: Facing,
): { x: number; z: number } | undefined {
    if (facing.mode === "heading") {
        return { x: Math.sin(facing.radians), z: Math.cos(facing.radians) };
    }
    const camera = viewingCamera(wrapper.getScene());
    const viewer = camera && viewerDirection(camera, position);
    return facing.mode === "away" ? viewer?.negate() : viewer;
}

/** From the position towards the viewer, over the ground; towards the lower edge of the picture when seen from above. */
function viewerDirection(camera: Camera, position: Vector3): Vector3 {
    const isOrthographic = camera.mode === Camera.ORTHOGRAPHIC_CAMERA;
    const back = camera.getForwardRay().direction.negate();
    const direction = isOrthographic ? back : camera.globalPosition.subtract(position);
    const isAbove = Math.hypot(direction.x, direction.z) < 1e-4 * direction.length();
    return isAbove ? camera.getDirection(Vector3.Down()) : direction;
}

/** Gives the wrapper a world transform under a parent, or throws before anything is changed. */
function setWorld(
    wrapper: TransformNode,
    parent: Node | null,
    scale: number,
    rotation: Quaternion,
    position: Vector3,
): void {
    const scaling = new Vector3(scale, scale, scale);
    if (parent) {
        const parentWorld = parent.computeWorldMatrix(true);
        if (!(Math.abs(parentWorld.determinant()) > 1e-30)) {
            throw placementError("The parent is scaled to nothing, so nothing can be placed under it.");
        }
        const world = Matrix.Compose(scaling, rotation, position);
        world.multiply(Matrix.Invert(parentWorld)).decompose(scaling, rotation, position);
    }
    wrapper.parent = parent;
    wrapper.position.copyFrom(position);
    wrapper.scaling.copyFrom(scaling);
    wrapper.rotationQuaternion = rotation;
}

function measureSize(root: TransformNode): { x: number; y: number; z: number } {
    const { min, max } = measureNodes(root);
    return { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
}
