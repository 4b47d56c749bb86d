import type { Gltf, GltfNode, GltfPrimitive } from "./gltfSchema";
import { instancingOf, isRepeated } from "./instancing";
import type { PlacedNode } from "./walkNodes";

export interface GeometryCounts {
    triangles: number;
    vertices: number;
    drawCalls: number;
    /** Entries of the index lists, or points where there are none. */
    corners: number;
    /** Copies that instancing makes, for each primitive. */
    instances: number;
    /** Points that shape keys move, for each key and each detail. */
    morphPoints: number;
}

type MeshCounts = Omit<GeometryCounts, "instances">;

/**
 * Counts what the file's scene draws, by what its accessors state: nothing is read. Instances count each. Every mesh is
 * added up once, because a file can have thousands of nodes show a mesh of a million parts.
 */
export function countGeometry(gltf: Gltf, placed: Map<number, PlacedNode>): GeometryCounts {
    const counts = { triangles: 0, vertices: 0, drawCalls: 0, corners: 0, instances: 0, morphPoints: 0 };
    const meshes = new Map<number, MeshCounts>();
    for (const { node } of placed.values()) {
        if (node.mesh === undefined) {
            continue;
        }
        const mesh = meshes.get(node.mesh) ?? countMesh(gltf, node.mesh);
        meshes.set(node.mesh, mesh);
        const copies = instanceCount(gltf, node);
        counts.triangles += copies * mesh.triangles;
        counts.vertices += copies * mesh.vertices;
        counts.corners += copies * mesh.corners;
        counts.drawCalls += mesh.drawCalls;
        counts.morphPoints += mesh.morphPoints;
        counts.instances += isRepeated(node) ? copies * mesh.drawCalls : 0;
    }
    return counts;
}

function countMesh(gltf: Gltf, index: number): MeshCounts {
    const counts = { triangles: 0, vertices: 0, drawCalls: 0, corners: 0, morphPoints: 0 };
    for (const primitive of gltf.meshes[index]?.primitives ?? []) {
        const { indices, attributes, targets = [] } = primitive;
        const points = gltf.accessors[attributes.POSITION ?? -1]?.count ?? 0;
        const corners = indices === undefined ? points : (gltf.accessors[indices]?.count ?? 0);
        counts.vertices += points;
        counts.corners += corners;
        counts.triangles += triangleCount(primitive, corners);
        counts.drawCalls += 1;
        for (const target of targets) {
            // A key costs something even when it moves nothing.
            counts.morphPoints += Math.max(points * Object.keys(target).length, leastMorphPoints);
        }
    }
    return counts;
}

const leastMorphPoints = 1_000;

function triangleCount({ mode }: GltfPrimitive, corners: number): number {
    if (mode === 4) {
        return Math.floor(corners / 3);
    }
    return mode > 4 ? Math.max(corners - 2, 0) : 0;
}

function instanceCount(gltf: Gltf, node: GltfNode): number {
    let most = 1;
    for (const accessor of Object.values(instancingOf(node) ?? {})) {
        most = Math.max(most, gltf.accessors[accessor]?.count ?? 1);
    }
    return most;
}
