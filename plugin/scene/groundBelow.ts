import { Ray } from "@babylonjs/core/Culling/ray.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { isObstacle } from "./defaultPosition";

/**
 * How high the first surface under a point is, in scene units: straight down, past the node and everything below it.
 * 0 when there is nothing, as for an import into an empty scene.
 */
export function groundBelow(from: Vector3, node: TransformNode, reach: number): number {
    const own = new Set<AbstractMesh>(node.getChildMeshes(false));
    const ray = new Ray(from, Vector3.Down(), reach);
    const hits = node.getScene().multiPickWithRay(ray, (mesh) => isObstacle(mesh) && !own.has(mesh)) ?? [];
    const heights = hits.flatMap(({ pickedPoint }) => (pickedPoint ? [pickedPoint.y] : []));
    return heights.length > 0 ? Math.max(...heights) : 0;
}
