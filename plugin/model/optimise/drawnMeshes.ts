import type { Document, Mesh, mat4, Node } from "@gltf-transform/core";
import { EXTMeshGPUInstancing, type InstancedMesh } from "@gltf-transform/extensions";
import { listTriangles } from "./surface";
import { readCorners, readFloats } from "./vertexData";

/** A mesh with triangles in the scene that a file shows. */
export interface DrawnMesh {
    mesh: Mesh;
    /** Place among the meshes of the file. */
    index: number;
    /** Times that it is drawn. */
    copies: number;
    /** Where the nodes with it stand in the world, not those of instancing. */
    matrices: mat4[];
}

/** The meshes that a file's scene draws triangles of, in the file's order. */
export function listDrawnMeshes(document: Document): DrawnMesh[] {
    const root = document.getRoot();
    const scene = root.getDefaultScene() ?? root.listScenes()[0];
    const drawn = root.listMeshes().map((mesh, index): DrawnMesh => ({ mesh, index, copies: 0, matrices: [] }));
    const byMesh = new Map(drawn.map((one) => [one.mesh, one]));
    scene?.traverse((node) => {
        const mesh = node.getMesh();
        const found = mesh && byMesh.get(mesh);
        if (found) {
            found.copies += countInstances(node);
            found.matrices.push(node.getWorldMatrix());
        }
    });
    return drawn.filter(({ mesh, copies }) => copies > 0 && listTriangles(mesh).length > 0);
}

function countInstances(node: Node): number {
    const instances = node.getExtension<InstancedMesh>(EXTMeshGPUInstancing.EXTENSION_NAME);
    return Math.max(1, ...(instances?.listAttributes().map((accessor) => accessor.getCount()) ?? []));
}

/** Triangles of one copy of a mesh. */
export function countTriangles(mesh: Mesh): number {
    return listTriangles(mesh).reduce((sum, primitive) => {
        const corners = primitive.getIndices() ?? primitive.getAttribute("POSITION");
        return sum + Math.floor((corners?.getCount() ?? 0) / 3);
    }, 0);
}

/** The surface of one copy of a mesh, in square units of the world where it first stands. */
export function measureArea({ mesh, matrices }: DrawnMesh): number {
    const scale = matrices[0] ? Math.abs(determinant(matrices[0])) ** (2 / 3) : 1;
    return listTriangles(mesh).reduce((sum, primitive) => {
        const position = primitive.getAttribute("POSITION");
        return sum + (position ? areaOf(readFloats(position), readCorners(primitive)) * scale : 0);
    }, 0);
}

function determinant(matrix: mat4): number {
    const [a, b, c, , d, e, f, , g, h, i] = matrix;
    return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e);
}

function areaOf(positions: Float32Array, corners: Uint32Array): number {
    const number = (at: number) => positions[at] ?? 0;
    let doubled = 0;
    for (let at = 0; at < corners.length; at += 3) {
        const [a, b, c] = [(corners[at] ?? 0) * 3, (corners[at + 1] ?? 0) * 3, (corners[at + 2] ?? 0) * 3];
        const [ux, uy, uz] = [number(b) - number(a), number(b + 1) - number(a + 1), number(b + 2) - number(a + 2)];
        const [vx, vy, vz] = [number(c) - number(a), number(c + 1) - number(a + 1), number(c + 2) - number(a + 2)];
        doubled += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
    }
    return doubled / 2;
}
