import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";

/** False for a wrapper that is gone, and for one that a step of the history keeps aside. */
export function isInScene(wrapper: TransformNode): boolean {
    const scene = wrapper.getScene();
    return !wrapper.isDisposed() && !scene.isDisposed && scene.transformNodes.includes(wrapper);
}
