import "@babylonjs/core/Culling/ray.js";
import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import type { Camera } from "@babylonjs/core/Cameras/camera.js";
import { Ray } from "@babylonjs/core/Culling/ray.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** Metres. How far a camera without a far plane looks, how far it still looks at something, and how far ahead is near. */
const farthest = 10_000;
const reach = 100;
const ahead = 5;
/** The cosine of the steepest slope that is still ground: 45°. */
const groundSlope = Math.SQRT1_2;

export interface DefaultPositionOptions {
    /** Scene units in a metre. Default 1. */
    unitsPerMetre?: number;
    /** How far from a wall to stay, in scene units. Default 0. */
    clearance?: number;
}

/**
 * What the active camera looks at, on the ground, in scene units: the ground it sees; the ground in front of an object
 * whose side it sees; without any ground, the plane y = 0. When that is too far away to be meant, the ground some metres
 * ahead, or under the target of an orbiting camera. The origin when there is no camera.
 */
export function defaultPosition(scene: Scene, options: DefaultPositionOptions = {}): Vector3 {
    const { unitsPerMetre = 1, clearance = 0 } = options;
    const camera = viewingCamera(scene);
    if (!camera) {
        return Vector3.Zero();
    }
    const view = viewOf(camera, unitsPerMetre);
    const hit = pick(scene, view.ray);
    if (hit ? hit.distance > view.reach : !meetsPlane(view)) {
        return dropToGround(scene, view.near, unitsPerMetre);
    }
    if (!hit) {
        return planePoint(view.ray);
    }
    if (hit.isGround) {
        return hit.point;
    }
    const back = horizontal(view.ray.direction).scale(Math.min(clearance, hit.distance) + 1e-3 * unitsPerMetre);
    return dropToGround(scene, hit.point.subtract(back), unitsPerMetre);
}

/** The camera the user looks through, with its matrices up to date. */
export function viewingCamera(scene: Scene): Camera | undefined {
    const camera = scene.activeCamera ?? scene.activeCameras?.[0];
    camera?.parent?.computeWorldMatrix(true);
    camera?.getViewMatrix(true);
    return camera ?? undefined;
}

/** Where a camera looks. All in scene units. */
interface View {
    ray: Ray;
    /** The longest distance at which what is seen is what is looked at. */
    reach: number;
    /** What is looked at when nothing is seen within reach. */
    near: Vector3;
}

function viewOf(camera: Camera, unitsPerMetre: number): View {
    const limit = farthest * unitsPerMetre;
    const length = camera.maxZ > 0 ? Math.min(camera.maxZ, limit) : limit;
    // A camera's own forward ray starts at its local position, which is elsewhere when it hangs on a node.
    const ray = camera.getForwardRay(length, undefined, camera.globalPosition);
    if (camera instanceof ArcRotateCamera) {
        return { ray, reach: Math.min(length, camera.radius * 4), near: camera.getTarget().clone() };
    }
    const step = horizontal(ray.direction).scale(Math.min(ahead * unitsPerMetre, length / 2));
    return { ray, reach: Math.min(length, reach * unitsPerMetre), near: ray.origin.add(step) };
}

interface Hit {
    point: Vector3;
    distance: number;
    isGround: boolean;
}

/** The nearest surface. Lines and points are hit by their boxes only, which is nowhere in particular. */
function pick(scene: Scene, ray: Ray): Hit | undefined {
    const hits = (scene.multiPickWithRay(ray, isObstacle) ?? []).flatMap((info): Hit[] => {
        const isGround = () => (info.getNormal(true, false)?.y ?? 0) > groundSlope;
        return info.pickedPoint ? [{ point: info.pickedPoint, distance: info.distance, isGround: isGround() }] : [];
    });
    return hits.sort((one, other) => one.distance - other.distance)[0];
}

/** Skyboxes follow the camera, so they are nowhere. */
export function isObstacle(mesh: AbstractMesh): boolean {
    return mesh.isEnabled() && mesh.isVisible && mesh.isPickable && !mesh.infiniteDistance;
}

/** The ground straight below, in scene units; on the plane y = 0 when there is none. */
export function dropToGround(scene: Scene, from: Vector3, unitsPerMetre: number): Vector3 {
    const hit = pick(scene, new Ray(from, Vector3.Down(), farthest * unitsPerMetre));
    return hit?.isGround ? hit.point : new Vector3(from.x, 0, from.z);
}

/** True when the view meets y = 0 from above, unless that is almost at the horizon. */
function meetsPlane({ ray, reach }: View): boolean {
    return ray.origin.y > 0 && ray.direction.y < 0 && ray.origin.y <= -ray.direction.y * reach;
}

function planePoint({ origin, direction }: Ray): Vector3 {
    const distance = -origin.y / direction.y;
    return new Vector3(origin.x + direction.x * distance, 0, origin.z + direction.z * distance);
}

/** The direction over the ground; nothing when it is straight up or down. */
function horizontal({ x, z }: Vector3): Vector3 {
    const length = Math.hypot(x, z);
    return length > 1e-6 ? new Vector3(x / length, 0, z / length) : Vector3.Zero();
}
