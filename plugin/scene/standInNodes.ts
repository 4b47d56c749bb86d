import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { StandInShape } from "../standIn/standInShape";
import type { Bounds, Front } from "./placement";

/** Where +X, the shape's own front, goes for each front: a turn about Y in the file's space, as its cosine and sine. */
const turns: Record<Front, readonly [cosine: number, sine: number]> = {
    "+X": [1, 0],
    "+Z": [0, 1],
    "-X": [-1, 0],
    "-Z": [0, -1],
};

/** A shape turned so that its pictured side looks along `front`, as a file would have it. */
export function turnShape({ mesh }: StandInShape, front: Front): VertexData {
    const data = new VertexData();
    data.positions = turned(mesh.positions, turns[front]);
    data.normals = turned(mesh.normals, turns[front]);
    data.uvs = mesh.uvs;
    data.indices = mesh.indices;
    return data;
}

function turned(vectors: Float32Array, [cosine, sine]: readonly [number, number]): Float32Array {
    const result = new Float32Array(vectors);
    for (let i = 0; i < result.length; i += 3) {
        const x = vectors[i] ?? 0;
        const z = vectors[i + 2] ?? 0;
        result[i] = x * cosine - z * sine;
        result[i + 2] = x * sine + z * cosine;
    }
    return result;
}

/** The extent of a shape in its wrapper's space, standing on the origin. It is centred, so mirroring changes nothing. */
export function boundsOf({ positions }: VertexData): Bounds {
    const points = positions ?? [];
    let [x, y, z] = [0, 0, 0];
    for (let i = 0; i < points.length; i += 3) {
        x = Math.max(x, Math.abs(points[i] ?? 0));
        y = Math.max(y, Math.abs(points[i + 1] ?? 0));
        z = Math.max(z, Math.abs(points[i + 2] ?? 0));
    }
    return { min: { x: -x, y: 0, z: -z }, max: { x, y: y * 2, z } };
}

/** A mesh below a root that has the same flip for the scene's handedness as the root of an imported file. */
export function createNodes(name: string, data: VertexData, scene: Scene): { root: TransformNode; mesh: Mesh } {
    const root = new TransformNode("__root__", scene);
    if (!scene.useRightHandedSystem) {
        root.rotation.y = Math.PI;
        root.scaling.z = -1;
    }
    const mesh = new Mesh(name, scene);
    data.applyToMesh(mesh);
    mesh.parent = root;
    mesh.isPickable = false;
    return { root, mesh };
}
