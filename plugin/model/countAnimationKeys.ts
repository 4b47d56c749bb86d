import type { Gltf } from "./gltfSchema";

/** Counts the keys a loader makes of all animations: one for each moment of a channel, and of each shape key it moves. */
export function countAnimationKeys(gltf: Gltf): number {
    let keys = 0;
    for (const { channels, samplers } of gltf.animations) {
        for (const { sampler } of channels) {
            const { input, output } = samplers[sampler] ?? {};
            keys += Math.max(gltf.accessors[input ?? -1]?.count ?? 0, gltf.accessors[output ?? -1]?.count ?? 0);
        }
    }
    return keys;
}
