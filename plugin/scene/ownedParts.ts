import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { editableModel } from "./editableModel";

const containers = new WeakMap<TransformNode, AssetContainer>();

/** Remembers what an import brought, as long as its wrapper is there. */
export function noteOwnedParts(wrapper: TransformNode, container: AssetContainer): void {
    containers.set(wrapper, container);
}

/** True when disposing the wrapper takes everything with it that its import brought. */
export function disposesItself(wrapper: TransformNode): boolean {
    return containers.has(wrapper);
}

/**
 * The nodes of a model, the wrapper first; what a designer hung on them is not among them. In a scene that was loaded
 * from a file that is everything below the file's root, since nobody knows any more.
 */
export function ownedNodes(wrapper: TransformNode): ReadonlySet<Node> {
    const container = containers.get(wrapper);
    if (container) {
        return new Set<Node>([wrapper, ...container.meshes, ...container.transformNodes]);
    }
    const root = editableModel(wrapper)?.root ?? wrapper;
    return new Set<Node>([wrapper, root, ...root.getDescendants(false)]);
}
