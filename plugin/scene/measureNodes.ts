import { type Matrix, TmpVectors, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Bounds } from "./placement";

/**
 * The extent of everything below a node, from the vertices themselves with skeletons and morphs applied. What the
 * file declares is not used: Babylon.js trusts it, and a file may lie. Infinite when there is nothing. In world space, or in
 * the one that `fromWorld` leads to.
 */
export function measureNodes(root: TransformNode, fromWorld?: Matrix): Bounds {
    updateWorldMatrices(root);
    const min = new Vector3(Infinity, Infinity, Infinity);
    const max = min.negate();
    const meshes = root.getChildMeshes(false);
    for (const mesh of root instanceof AbstractMesh ? [root, ...meshes] : meshes) {
        includeMesh(mesh, fromWorld, min, max);
    }
    return { min: { x: min.x, y: min.y, z: min.z }, max: { x: max.x, y: max.y, z: max.z } };
}

/** Matrices are otherwise only as fresh as the last frame. */
function updateWorldMatrices(root: TransformNode): void {
    const ancestors = [];
    for (let node = root.parent; node; node = node.parent) {
        ancestors.unshift(node);
    }
    for (const node of [...ancestors, root, ...root.getDescendants(false)]) {
        node.computeWorldMatrix(true);
    }
}

function includeMesh(mesh: AbstractMesh, fromWorld: Matrix | undefined, min: Vector3, max: Vector3): void {
    mesh.skeleton?.prepare(true);
    const points = mesh.getTotalVertices() > 0 ? mesh.getPositionData(true, true) : null;
    if (!points) {
        return;
    }
    const point = TmpVectors.Vector3[0] ?? new Vector3();
    for (const world of worldMatrices(mesh)) {
        const matrix = fromWorld ? world.multiply(fromWorld) : world;
        for (let at = 0; at + 2 < points.length; at += 3) {
            Vector3.TransformCoordinatesFromFloatsToRef(
                points[at] ?? 0,
                points[at + 1] ?? 0,
                points[at + 2] ?? 0,
                matrix,
                point,
            );
            // Math.min and not minimizeInPlace: it lets a NaN through, so that it is seen.
            min.set(Math.min(min.x, point.x), Math.min(min.y, point.y), Math.min(min.z, point.z));
            max.set(Math.max(max.x, point.x), Math.max(max.y, point.y), Math.max(max.z, point.z));
        }
    }
}

function worldMatrices(mesh: AbstractMesh): Matrix[] {
    const world = mesh.getWorldMatrix();
    const repeated = mesh instanceof Mesh && mesh.hasThinInstances;
    return repeated ? mesh.thinInstanceGetWorldMatrices().map((own) => own.multiply(world)) : [world];
}
