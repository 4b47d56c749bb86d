import { isFloat } from "./attributeShape";
import type { Gltf } from "./gltfSchema";
import type { AccessorMeter } from "./measureAccessor";
import { type ModelIssue, modelError } from "./modelReport";
import type { PlacedNode } from "./walkNodes";

/** Checks that every skin's bones are complete, and that the skinned meshes use no others. */
export function checkSkins(gltf: Gltf, meter: AccessorMeter, placed: Map<number, PlacedNode>): ModelIssue[] {
    const bound = gltf.skins.every(({ joints, inverseBindMatrices }) => {
        const accessor = gltf.accessors[inverseBindMatrices ?? -1];
        const isComplete = isFloat(accessor, "MAT4") && (accessor?.count ?? 0) >= joints.length;
        const isTree = new Set(joints).size === joints.length;
        return isTree && (inverseBindMatrices === undefined || isComplete);
    });
    const used = [...placed.values()].every(({ node }) => {
        const joints = gltf.skins[node.skin ?? -1]?.joints.length;
        return joints === undefined || usesJointsBelow(gltf, meter, node.mesh, joints);
    });
    return bound && used ? [] : [modelError("bad-skin", "The model file is damaged: its bones do not fit its shape.")];
}

function usesJointsBelow(gltf: Gltf, meter: AccessorMeter, mesh: number | undefined, joints: number): boolean {
    const lists = (gltf.meshes[mesh ?? -1]?.primitives ?? []).map(({ attributes }) => Object.entries(attributes));
    return lists
        .flat()
        .filter(([name]) => name.startsWith("JOINTS_"))
        .every(([, accessor]) => Math.max(...(meter(accessor)?.max ?? [0])) < joints);
}
