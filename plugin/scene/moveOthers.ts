import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";

/** Puts what the user has hung on our own nodes, the wrapper and those below it, under another node, where it is. */
export function moveOthers(wrapper: TransformNode, own: ReadonlySet<Node>, target: Node | null): void {
    for (const node of wrapper.getDescendants(false)) {
        if (!own.has(node) && node.parent && own.has(node.parent)) {
            moveTo(node, target);
        }
    }
}

function moveTo(node: Node, target: Node | null): void {
    if (node instanceof TransformNode) {
        node.setParent(target);
    } else {
        node.parent = target;
    }
}
