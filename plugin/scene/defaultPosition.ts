import "@babylonjs/core/Culling/ray.js";
import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import type { Camera } from "@babylonjs/core/Cameras/camera.js";
import { Ray } from "@babylonjs/core/Culling/ray.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** Scene units. How far a camera without a far plane looks, and how far ahead is near. */
const farthest = 10_000;
const ahead = 5;
/** The cosine of the steepest slope that is still ground: 45°. */
const groundSlope = Math.SQRT1_2;

/**
 * What the active camera looks at, on the ground, in scene units: the ground it sees; the ground in front of an object
 * whose side it sees; without any ground, the plane y = 0. The origin when there is no camera.
 *
 * @param clearance How far from a wall to stay, in scene units.
 */
export function defaultPosition(scene: Scene, clearance = 0): Vector3 {
    const camera = viewingCamera(scene);
    if (!camera) {
        return Vector3.Zero();
    }
    const ray = viewRay(camera);
    const hit = pick(scene, ray);
    if (!hit) {
        return onPlane(camera, ray) ?? dropToGround(scene, lookedAt(camera, ray));
    }
    if (hit.isGround) {
        return hit.point;
    }
    const back = horizontal(ray.direction).scale(Math.min(clearance, hit.distance) + 1e-3);
    return dropToGround(scene, hit.point.subtract(back));
}

/** The camera the user looks through, with its matrices up to date. */
export function viewingCamera(scene: Scene): Camera | undefined {
    const camera = scene.activeCamera ?? scene.activeCameras?.[0];
    camera?.parent?.computeWorldMatrix(true);
    camera?.getViewMatrix(true);
    return camera ?? undefined;
}

/** A camera's own forward ray starts at its local position, which is elsewhere when it hangs on a node. */
function viewRay(camera: Camera): Ray {
    const length = camera.maxZ > 0 ? Math.min(camera.maxZ, farthest) : farthest;
    return camera.getForwardRay(length, undefined, camera.globalPosition);
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
function isObstacle(mesh: AbstractMesh): boolean {
    return mesh.isEnabled() && mesh.isVisible && mesh.isPickable && !mesh.infiniteDistance;
}

function dropToGround(scene: Scene, from: Vector3): Vector3 {
    const hit = pick(scene, new Ray(from, Vector3.Down(), farthest));
    return hit?.isGround ? hit.point : new Vector3(from.x, 0, from.z);
}

/** Where the view meets y = 0 from above, unless that is almost at the horizon. */
function onPlane(camera: Camera, ray: Ray): Vector3 | undefined {
    const distance = -ray.origin.y / ray.direction.y;
    const reach = camera instanceof ArcRotateCamera ? camera.radius * 4 : ahead * 20;
    return ray.direction.y < 0 && distance > 0 && distance <= Math.min(ray.length, reach)
        ? new Vector3(ray.origin.x + ray.direction.x * distance, 0, ray.origin.z + ray.direction.z * distance)
        : undefined;
}

function lookedAt(camera: Camera, ray: Ray): Vector3 {
    return camera instanceof ArcRotateCamera
        ? camera.getTarget().clone()
        : ray.origin.add(horizontal(ray.direction).scale(ahead));
}

/** The direction over the ground; nothing when it is straight up or down. */
function horizontal({ x, z }: Vector3): Vector3 {
    const length = Math.hypot(x, z);
    return length > 1e-6 ? new Vector3(x / length, 0, z / length) : Vector3.Zero();
}
