import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { defaultPosition, isObstacle, viewingCamera } from "./defaultPosition";
import { readRotation, writeRotation } from "./nodeRotation";

/** A place on what a scene shows, in scene units and world space. */
export interface SurfacePoint {
    point: Vector3;
    /** Away from the surface; up where nothing was met. */
    normal: Vector3;
}

/**
 * The surface under a place of the canvas (CSS pixels from its upper left corner); the plane y = 0 where there is none,
 * and what the camera looks at where that is not met either.
 */
export function surfaceAt(scene: Scene, x: number, y: number, unitsPerMetre: number): SurfacePoint {
    const camera = viewingCamera(scene);
    if (camera === undefined) {
        return inFrontOfCamera(scene, unitsPerMetre);
    }
    const ray = scene.createPickingRay(x, y, Matrix.Identity(), camera);
    const hit = scene.pickWithRay(ray, isObstacle);
    if (hit?.pickedPoint) {
        const normal = hit.getNormal(true, false) ?? Vector3.Up();
        const isBehind = Vector3.Dot(normal, ray.direction) > 0;
        return { point: hit.pickedPoint, normal: isBehind ? normal.negate() : normal };
    }
    const distance = -ray.origin.y / ray.direction.y;
    // Almost at the horizon nothing is meant.
    return distance > 0 && distance < farthest * unitsPerMetre
        ? { point: ray.origin.add(ray.direction.scale(distance)), normal: Vector3.Up() }
        : inFrontOfCamera(scene, unitsPerMetre);
}

/** Metres. */
const farthest = 100;

/** What the camera looks at, on the ground. */
export function inFrontOfCamera(scene: Scene, unitsPerMetre: number): SurfacePoint {
    return { point: defaultPosition(scene, { unitsPerMetre, clearance: unitsPerMetre / 2 }), normal: Vector3.Up() };
}

/** Places around a point, side by side as the camera sees them, along the surface. Widths and gap are scene units. */
export function sideBySide(
    scene: Scene,
    { point, normal }: SurfacePoint,
    widths: readonly number[],
    gap: number,
): Vector3[] {
    const right = viewingCamera(scene)?.getDirection(Vector3.Right()) ?? Vector3.Right();
    const along = right.subtract(normal.scale(Vector3.Dot(right, normal))).normalize();
    const all = widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
    let left = -all / 2;
    return widths.map((width) => {
        const place = point.add(along.scale(left + width / 2));
        left += width + gap;
        return place;
    });
}

/** Tilts a node, as it stands upright now, so that it stands on a surface with this normal. */
export function standOn(node: TransformNode, normal: Vector3): void {
    const tilt = Quaternion.FromUnitVectorsToRef(Vector3.Up(), normal.normalizeToNew(), new Quaternion());
    writeRotation(node, tilt.multiply(readRotation(node)));
}
