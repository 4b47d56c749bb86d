import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";

/** What a mesh looks like, beside its shape. */
const looks = [
    ...(["material", "skeleton", "morphTargetManager", "numBoneInfluencers", "computeBonesUsingShaders"] as const),
    ...(["hasVertexAlpha", "useVertexColors", "visibility", "receiveShadows", "applyFog", "layerMask"] as const),
    ...(["renderingGroupId", "alphaIndex", "renderOverlay", "overlayColor", "overlayAlpha"] as const),
] satisfies (keyof Mesh)[];

/** Makes a mesh look as another one does now. Costs nothing but comparisons where it does already. */
export function copyLook(from: Mesh, to: Mesh): void {
    for (const look of looks) copy(from, to, look);
}

function copy<K extends keyof Mesh>(from: Mesh, to: Mesh, key: K): void {
    if (to[key] !== from[key]) {
        to[key] = from[key];
    }
}
