import type { Node } from "@babylonjs/core/node.js";

/** Somebody who shows a scene's nodes, and which of them the designer has chosen: the Inspector. */
export interface NodeSelection {
    selected(): object | undefined;
    select(node: Node): void;
}

/** All of them; there are none while the Inspector is closed. */
export interface NodeSelections {
    /** @returns the function that ends it. */
    follow(selection: NodeSelection): () => void;
    selected(): readonly object[];
    select(node: Node): void;
}

export function createNodeSelections(): NodeSelections {
    const followed = new Set<NodeSelection>();
    return {
        follow: (selection) => {
            followed.add(selection);
            return () => followed.delete(selection);
        },
        selected: () => [...followed].flatMap((selection) => selection.selected() ?? []),
        select: (node) => {
            for (const selection of followed) {
                // On its own: what a host throws is no failure of ours.
                queueMicrotask(() => selection.select(node));
            }
        },
    };
}
