import type { Gltf, GltfPrimitive } from "./gltfSchema";
import { identity4, type Matrix4, multiply4 } from "./matrix4";
import type { ModelData } from "./modelData";
import { type AccessorReader, type Numbers, openAccessor } from "./readAccessor";
import type { PlacedNode } from "./walkNodes";

/** What each joint of a skin does to a point at rest. */
export function skinMatrices(gltf: Gltf, data: ModelData, skin: number, placed: Map<number, PlacedNode>): Matrix4[] {
    const { joints = [], inverseBindMatrices } = gltf.skins[skin] ?? {};
    const reader = inverseBindMatrices === undefined ? undefined : openAccessor(gltf, data, inverseBindMatrices);
    return joints.map((joint, at) => {
        const world = placed.get(joint)?.matrix ?? identity4;
        return reader && at < reader.count ? multiply4(world, Array.from(reader.read(at, 1))) : world;
    });
}

/** Bends points that begin at some place in a mesh. */
export type Bend = (points: Numbers, first: number) => Float64Array;

/** How a skin bends the points of a primitive; undefined when the skin cannot be read. */
export function openSkin(
    gltf: Gltf,
    data: ModelData,
    { attributes }: GltfPrimitive,
    matrices: Matrix4[],
): Bend | undefined {
    const sets = [0, 1].flatMap((set) => {
        const indices = openAccessor(gltf, data, attributes[`JOINTS_${set}`] ?? -1);
        const shares = openAccessor(gltf, data, attributes[`WEIGHTS_${set}`] ?? -1);
        return indices && shares ? [{ indices, shares }] : [];
    });
    return sets.length === 0
        ? undefined
        : (points, first) => {
              const bent = new Float64Array(points.length);
              for (const set of sets) addBent(bent, points, first, set, matrices);
              return bent;
          };
}

function addBent(
    bent: Float64Array,
    points: Numbers,
    first: number,
    set: { indices: AccessorReader; shares: AccessorReader },
    matrices: Matrix4[],
): void {
    const count = points.length / 3;
    const indices = set.indices.read(first, count);
    const shares = set.shares.read(first, count);
    for (let at = 0; at < indices.length; at++) {
        const matrix = matrices[indices[at] ?? 0];
        const share = shares[at] ?? 0;
        if (matrix && share !== 0) addMoved(bent, points, (at >> 2) * 3, matrix, share);
    }
}

function addMoved(result: Float64Array, points: Numbers, at: number, matrix: Matrix4, share: number): void {
    for (let axis = 0; axis < 3; axis++) {
        let sum = matrix[12 + axis] ?? 0;
        for (let k = 0; k < 3; k++) {
            sum += (matrix[axis + 4 * k] ?? 0) * (points[at + k] ?? 0);
        }
        result[at + axis] = (result[at + axis] ?? 0) + share * sum;
    }
}
