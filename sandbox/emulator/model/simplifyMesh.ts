import { MeshoptSimplifier } from "meshoptimizer";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { computeNormals } from "../../../plugin/standIn/vertexNormals";

/** Under this share of the wanted triangles the simplifier has destroyed the shape rather than simplified it. */
const LEAST_SHARE = 0.5;

/** The mesh with at most `triangles` triangles, or undefined when its shape does not allow so few. */
export async function simplifyMesh(mesh: StandInMesh, triangles: number): Promise<StandInMesh | undefined> {
    if (mesh.indices.length <= triangles * 3) {
        return mesh;
    }
    await MeshoptSimplifier.ready;
    const [indices] = MeshoptSimplifier.simplify(mesh.indices, mesh.positions, 3, triangles * 3, 1);
    if (indices.length > triangles * 3 || indices.length < triangles * 3 * LEAST_SHARE) {
        return undefined;
    }
    const [remap, count] = MeshoptSimplifier.compactMesh(indices);
    const positions = compacted(mesh.positions, 3, remap, count);
    const uvs = compacted(mesh.uvs, 2, remap, count);
    const quads = new Uint32Array((indices.length / 3) * 4);
    for (let face = 0; face < indices.length / 3; face++) {
        for (let corner = 0; corner < 4; corner++) {
            quads[face * 4 + corner] = indices[face * 3 + Math.min(corner, 2)] ?? 0;
        }
    }
    return { positions, normals: computeNormals(positions, indices), uvs, indices, quads };
}

/** The values of the corners still in use, in their new order. Corners out of use have no number below `count`. */
function compacted(values: Float32Array, size: number, remap: Uint32Array, count: number): Float32Array {
    const result = new Float32Array(count * size);
    remap.forEach((corner, old) => {
        if (corner < count) {
            result.set(values.subarray(old * size, old * size + size), corner * size);
        }
    });
    return result;
}
