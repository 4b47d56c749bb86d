import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { moveOthers } from "./moveOthers";

/**
 * Takes an imported model out of the scene with everything it brought. What the user has put under it moves up to the
 * model's parent, and what a copy of the model still draws with stays.
 */
export function removeModel(wrapper: TransformNode, container: AssetContainer): void {
    removeContents(wrapper, container, wrapper.parent);
}

/** The same for a part of the tree from `top` down: what the user has put under it moves to `target`. */
export function removeContents(top: TransformNode, container: AssetContainer, target: Node | null): void {
    const owned = new Set<Node>([top, ...container.meshes, ...container.transformNodes]);
    moveOthers(top, owned, target);
    top.dispose();
    if (!isShared(top.getScene(), container)) {
        container.dispose();
    }
}

function isShared(scene: Scene, { materials, skeletons }: AssetContainer): boolean {
    return scene.meshes.some(
        (mesh) =>
            (mesh.material && materials.includes(mesh.material)) ||
            (mesh.skeleton && skeletons.includes(mesh.skeleton)),
    );
}
