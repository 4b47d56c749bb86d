import type { Node } from "@babylonjs/core/node.js";

/** True for the nodes of a stand-in and what is under them, for those who export or pick. */
export function isStandIn(node: Node): boolean {
    return node.metadata?.babylonScenario?.standIn === true || (node.parent !== null && isStandIn(node.parent));
}
