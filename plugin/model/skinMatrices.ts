import type { Gltf, GltfPrimitive } from "./gltfSchema";
import { identity4, type Matrix4, multiply4 } from "./matrix4";
import type { ModelData } from "./modelData";
import { type Numbers, readAccessor } from "./readAccessor";
import type { PlacedNode } from "./walkNodes";

/** What each joint of a skin does to a point at rest. */
export function skinMatrices(gltf: Gltf, data: ModelData, skin: number, placed: Map<number, PlacedNode>): Matrix4[] {
    const { joints = [], inverseBindMatrices } = gltf.skins[skin] ?? {};
    const inverse = inverseBindMatrices === undefined ? undefined : readAccessor(gltf, data, inverseBindMatrices);
    return joints.map((joint, at) => {
        const world = placed.get(joint)?.matrix ?? identity4;
        const bind = inverse?.slice(at * 16, at * 16 + 16);
        return bind?.length === 16 ? multiply4(world, Array.from(bind)) : world;
    });
}

/** The points of a primitive as its skin bends them; undefined when the skin cannot be read. */
export function skinPoints(
    gltf: Gltf,
    data: ModelData,
    { attributes }: GltfPrimitive,
    points: Numbers,
    matrices: Matrix4[],
): Float64Array | undefined {
    const sets = [0, 1].flatMap((set) => {
        const joints = attributes[`JOINTS_${set}`];
        const weights = attributes[`WEIGHTS_${set}`];
        const read = joints === undefined || weights === undefined ? [] : [joints, weights];
        const [indices, shares] = read.map((accessor) => readAccessor(gltf, data, accessor));
        return indices && shares ? [{ indices, shares }] : [];
    });
    const result = new Float64Array(points.length);
    for (const { indices, shares } of sets) {
        for (let at = 0; at < indices.length; at++) {
            const matrix = matrices[indices[at] ?? 0];
            const share = shares[at] ?? 0;
            if (matrix && share !== 0) addMoved(result, points, (at >> 2) * 3, matrix, share);
        }
    }
    return sets.length > 0 ? result : undefined;
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
