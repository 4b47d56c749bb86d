import { VertexBuffer } from "@babylonjs/core/Buffers/buffer.js";
import { type Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Bounds } from "./placement";

/**
 * The extent of a node and everything below it, from the vertices themselves with skeletons and morphs applied. What the
 * file declares is not used: Babylon.js trusts it, and a file may lie. Infinite when there is nothing. In world space, or in
 * the one that `fromWorld` leads to.
 */
export function measureNodes(root: TransformNode, fromWorld?: Matrix): Bounds {
    updateWorldMatrices(root);
    const min = new Vector3(Infinity, Infinity, Infinity);
    const max = min.negate();
    for (const mesh of [root, ...root.getChildMeshes(false)].filter((node) => node instanceof AbstractMesh)) {
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
    const points = mesh.getTotalVertices() > 0 ? pointsOf(mesh) : null;
    if (points) {
        for (const world of worldMatrices(mesh)) {
            includePoints(points, fromWorld ? world.multiply(fromWorld) : world, min, max);
        }
    }
}

/** Numbers, of which the first three of each step are a point. */
interface Points {
    numbers: ArrayLike<number>;
    step: number;
}

/** As they are on the GPU where nothing moves them: Babylon.js would copy them one by one. */
function pointsOf(mesh: AbstractMesh): Points | null {
    const isMoved = mesh.skeleton !== null || (mesh instanceof Mesh && mesh.morphTargetManager !== null);
    const buffer = isMoved ? null : mesh.getVertexBuffer?.(VertexBuffer.PositionKind);
    const points = buffer && pointsIn(buffer, mesh.getTotalVertices());
    const moved = points ? null : mesh.getPositionData(true, true);
    return points ?? (moved && { numbers: moved, step: 3 });
}

/** Undefined when they are no plain numbers in a row. */
function pointsIn(buffer: VertexBuffer, count: number): Points | undefined {
    const data = buffer.getData();
    const { byteOffset, byteStride, type } = buffer;
    if (!ArrayBuffer.isView(data) || type !== VertexBuffer.FLOAT || buffer.getSize() !== 3) {
        return undefined;
    }
    const start = data.byteOffset + byteOffset;
    const length = ((count - 1) * byteStride) / 4 + 3;
    const isWhole = start % 4 === 0 && byteStride % 4 === 0 && byteOffset + length * 4 <= data.byteLength;
    return isWhole ? { numbers: new Float32Array(data.buffer, start, length), step: byteStride / 4 } : undefined;
}

/** Written out, because a model has a million points. Math.min lets what is no number through, so that it is seen. */
function includePoints({ numbers, step }: Points, matrix: Matrix, min: Vector3, max: Vector3): void {
    const m = matrix.asArray();
    const row = (axis: number) => [m[axis], m[4 + axis], m[8 + axis], m[12 + axis]].map((value) => value ?? 0);
    for (const [axis, key] of (["x", "y", "z"] as const).entries()) {
        const [a = 0, b = 0, c = 0, d = 0] = row(axis);
        let [low, high] = [min[key], max[key]];
        for (let at = 0; at + 2 < numbers.length; at += step) {
            const value = (numbers[at] ?? 0) * a + (numbers[at + 1] ?? 0) * b + (numbers[at + 2] ?? 0) * c + d;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        min[key] = low;
        max[key] = high;
    }
}

function worldMatrices(mesh: AbstractMesh): Matrix[] {
    const world = mesh.getWorldMatrix();
    const repeated = mesh instanceof Mesh && mesh.hasThinInstances;
    return repeated ? mesh.thinInstanceGetWorldMatrices().map((own) => own.multiply(world)) : [world];
}
