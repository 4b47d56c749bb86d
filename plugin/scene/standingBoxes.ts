import type { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { isObstacle } from "./defaultPosition";
import { editableModel } from "./editableModel";
import { isStandIn } from "./isStandIn";
import type { Bounds } from "./placement";

/** How many times the footprint something has to be, both ways, to be around it and not in its way: a room, hills. */
const surrounding = 5;

/**
 * The boxes of everything that stands in a scene and is seen, stand-ins too, but for what is below `own`, and for what
 * surrounds the point, which is no obstacle there.
 */
export function standingBoxes(
    scene: Scene,
    point: Vector3,
    footprint: { x: number; z: number },
    own: TransformNode | undefined,
): Bounds[] {
    return scene.meshes
        .filter((mesh) => isStanding(mesh) && (own === undefined || !mesh.isDescendantOf(own)))
        .map(boxOf)
        .filter((box) => !surrounds(box, point, footprint));
}

function isStanding(mesh: AbstractMesh): boolean {
    // A level of detail is drawn in the place of another mesh, and where it is itself is nowhere.
    const isSeen = mesh.isEnabled() && mesh.isVisible && mesh.visibility > 0 && !mesh.isBlocked;
    const isOurs = () => isStandIn(mesh) || editableModel(mesh) !== undefined;
    return isSeen && mesh.getTotalVertices() > 0 && (isObstacle(mesh) || isOurs());
}

function boxOf(mesh: AbstractMesh): Bounds {
    // It may have been moved since the last frame.
    mesh.computeWorldMatrix(true);
    const { minimumWorld: min, maximumWorld: max } = mesh.getBoundingInfo().boundingBox;
    return { min, max };
}

function surrounds({ min, max }: Bounds, { x, z }: Vector3, footprint: { x: number; z: number }): boolean {
    const isLarge = max.x - min.x > surrounding * footprint.x && max.z - min.z > surrounding * footprint.z;
    return isLarge && x > min.x && x < max.x && z > min.z && z < max.z;
}
