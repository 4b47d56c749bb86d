import type { Gltf } from "./gltfSchema";

/** Keys that cost a loader as much as an animation, or a channel, does without any. */
const leastKeys = { animation: 500, channel: 25 };

/** Counts the keys a loader makes of all animations: one for each moment of a channel, and of each shape key it moves. */
export function countAnimationKeys(gltf: Gltf): number {
    let keys = gltf.animations.length * leastKeys.animation;
    for (const { channels, samplers } of gltf.animations) {
        for (const { sampler } of channels) {
            const { input, output } = samplers[sampler] ?? {};
            const moments = gltf.accessors[input ?? -1]?.count ?? 0;
            const values = gltf.accessors[output ?? -1]?.count ?? 0;
            keys += Math.max(moments, values, leastKeys.channel);
        }
    }
    return keys;
}
