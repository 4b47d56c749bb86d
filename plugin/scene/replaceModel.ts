import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { editableModel } from "./editableModel";
import { type ReplacingModel, replaceStandIn } from "./replaceStandIn";

/**
 * Puts a model that was just imported where an earlier import of the same file stands, and takes that away, between two
 * frames: same place, size, parent, name, and what hangs below it. Returns `deleted` when the earlier one is gone; then
 * the model is taken out of the scene too.
 */
export function replaceModel(wrapper: TransformNode, model: ReplacingModel): "replaced" | "deleted" {
    const { root = wrapper, unitsPerMetre = 1 } = editableModel(wrapper) ?? {};
    // Of one file, so that their extents differ by no more than the file was simplified.
    const { bounds, front } = model;
    const before = { wrapper, root, bounds, front, unitsPerMetre, asked: { mode: "file" } } as const;
    const parts = root.getDescendants();
    return replaceStandIn({ ...before, parts, dispose: () => wrapper.dispose() }, model);
}
