import type { StandInMesh } from "./standInMesh";

/** Which way of a right-handed scene with y up the pictured side looks. Tripo's own models look along +X. */
export type Facing = "+X" | "+Z";

export interface MeshPlacement {
    readonly facing: Facing;
    /** The length of the longest side of all meshes together, in any unit. */
    readonly longestSide: number;
}

/**
 * Turns meshes from the picture's frame (x right, y up, z towards the viewer) to their facing, scales them together and
 * centres them on the origin. Everything that is not a position or a direction is shared with the given meshes.
 */
export function placeMeshes(meshes: readonly StandInMesh[], placement: MeshPlacement): StandInMesh[] {
    const { centre, size } = measure(meshes);
    const scale = placement.longestSide / Math.max(...size);
    return meshes.map((mesh) => ({
        ...mesh,
        positions: turn(mesh.positions, placement.facing, centre, scale),
        normals: turn(mesh.normals, placement.facing, [0, 0, 0], 1),
    }));
}

/** Centre and size of the box around all meshes. */
export function measure(meshes: readonly { readonly positions: Float32Array }[]) {
    const least: [number, number, number] = [Infinity, Infinity, Infinity];
    const most: [number, number, number] = [-Infinity, -Infinity, -Infinity];
    for (const { positions } of meshes) {
        for (const axis of [0, 1, 2] as const) {
            for (let i = axis; i < positions.length; i += 3) {
                const value = positions[i] ?? 0;
                least[axis] = Math.min(value, least[axis]);
                most[axis] = Math.max(value, most[axis]);
            }
        }
    }
    const centre: [number, number, number] = [
        (least[0] + most[0]) / 2,
        (least[1] + most[1]) / 2,
        (least[2] + most[2]) / 2,
    ];
    const size: [number, number, number] = [most[0] - least[0], most[1] - least[1], most[2] - least[2]];
    return { centre, size };
}

function turn(
    vectors: Float32Array,
    facing: Facing,
    centre: readonly [number, number, number],
    scale: number,
): Float32Array {
    const result = new Float32Array(vectors.length);
    for (let i = 0; i < vectors.length; i += 3) {
        const x = ((vectors[i] ?? 0) - centre[0]) * scale;
        const z = ((vectors[i + 2] ?? 0) - centre[2]) * scale;
        result[i] = facing === "+X" ? z : x;
        result[i + 1] = ((vectors[i + 1] ?? 0) - centre[1]) * scale;
        // Not a bare -x: negative zeros are legal but would make equal surfaces differ in their bytes.
        result[i + 2] = facing === "+X" ? 0 - x : z;
    }
    return result;
}
