import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { contentOf } from "./contentOf";

/** A ball around what is to be seen, in scene units. */
interface Ball {
    centre: Vector3;
    radius: number;
}

/** How much room is left around it. */
const margin = 1.15;

/**
 * Moves the camera, without turning it, to where it sees what is selected; without a selection, all that is there.
 * Does nothing where there is nothing to see.
 */
export function frameNodes(scene: Scene, selected: object | undefined): void {
    const camera = scene.activeCamera;
    const ball = selected instanceof TransformNode ? ballAround([selected]) : ballAround(contentOf(scene).meshes);
    if (ball === undefined || !(camera instanceof TargetCamera)) {
        return;
    }
    const across = 2 * Math.atan(Math.tan(camera.fov / 2) * scene.getEngine().getAspectRatio(camera));
    const distance = (ball.radius * margin) / Math.sin(Math.min(camera.fov, across) / 2);
    if (camera instanceof ArcRotateCamera) {
        // Its angles stay as they are.
        camera.setTarget(ball.centre, false, false, true);
        camera.radius = distance;
    } else {
        const ahead = camera.getDirection(Vector3.Forward(scene.useRightHandedSystem));
        camera.position.copyFrom(ball.centre.subtract(ahead.scale(distance)));
    }
    camera.maxZ = Math.max(camera.maxZ, distance + ball.radius * 4);
}

function ballAround(nodes: readonly TransformNode[]): Ball | undefined {
    const boxes = nodes.map((node) => node.getHierarchyBoundingVectors(true)).filter(({ min, max }) => min.x <= max.x);
    const [first] = boxes;
    if (first === undefined) {
        return undefined;
    }
    const [min, max] = [first.min.clone(), first.max.clone()];
    for (const box of boxes) {
        min.minimizeInPlace(box.min);
        max.maximizeInPlace(box.max);
    }
    const radius = max.subtract(min).length() / 2;
    // A point has no size; one unit is seen around it.
    return Number.isFinite(radius) ? { centre: min.add(max).scaleInPlace(0.5), radius: radius || 0.5 } : undefined;
}
