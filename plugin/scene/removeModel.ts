import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { ModelContents } from "./modelContents";
import { moveOthers } from "./moveOthers";

/**
 * Takes a model out of the scene with everything only it uses. What the user has put under it moves up to the model's
 * parent, and what a copy of the model still draws with stays as long as the copy.
 */
export function removeModel(wrapper: TransformNode, contents: ModelContents): void {
    removeContents(wrapper, contents, wrapper.parent);
}

/** The same for a part of the tree from `top` down: what the user has put under it moves to `target`. */
export function removeContents(top: TransformNode, contents: ModelContents, target: Node | null): void {
    moveOthers(top, new Set<Node>([top, ...contents.nodes]), target);
    top.dispose();
    contents.dispose();
}
