import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { editableModel, isMirrored } from "./editableModel";
import type { ImportedModel } from "./importOptions";
import { isInScene } from "./isInScene";
import { measureNodes } from "./measureNodes";
import { collectModelParts } from "./modelParts";
import { renewPhysics, setPhysics } from "./modelPhysics";
import { readModelUse, setModelUse } from "./modelUse";
import { forgetModel, noteModel, ownedModel, ownedNodes } from "./ownedParts";
import { readProvenance, writeProvenance } from "./provenance";
import { removeContents } from "./removeModel";

/**
 * Puts a model that was just imported under the wrapper of an earlier import of the same file, instead of that: the
 * wrapper stays, with its place, size, parent, name, notes and all that was done to it, and so do the steps that know it.
 * The model has that wrapper then. Returns `deleted` when the earlier one is gone or kept aside; then the model is taken
 * out of the scene too.
 */
export function replaceModel(wrapper: TransformNode, model: ImportedModel): "replaced" | "deleted" {
    const before = editableModel(wrapper);
    const owned = ownedModel(model.wrapper);
    if (before === undefined || owned === undefined || !isInScene(wrapper)) {
        model.dispose();
        return "deleted";
    }
    const { physics: _, ...use } = readModelUse(wrapper);
    const { wrapper: temporary, root, bounds } = model;
    const noted = { ...readProvenance(temporary), ...before.provenance, bounds };
    const wasMirrored = isMirrored(wrapper, before.root);
    removeBefore(wrapper, before.root);
    if (wasMirrored) unmirror(wrapper);
    root.parent = wrapper;
    setPhysics(temporary, "none");
    forgetModel(temporary);
    temporary.dispose();
    const { front = model.front, unitsPerMetre = model.unitsPerMetre } = before.provenance;
    Object.assign(model, { wrapper, front, unitsPerMetre });
    noteModel(owned);
    writeProvenance(wrapper, noted);
    setModelUse(wrapper, use);
    renewPhysics(wrapper);
    const { min, max } = measureNodes(root);
    model.size = { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
    return "replaced";
}

/** With all that only it uses; what the designer has put below moves up to the wrapper. */
function removeBefore(wrapper: TransformNode, root: TransformNode): void {
    const known = ownedModel(wrapper);
    if (known) {
        removeContents(known.model.root, known.contents, wrapper);
        return;
    }
    const nodes = ownedNodes(wrapper);
    const parts = collectModelParts(wrapper.getScene(), nodes);
    for (const node of root === wrapper ? wrapper.getChildren() : [root]) {
        node.dispose();
    }
    parts.dispose();
}

/** Its space was mirrored when its scene was saved, which its file is not. */
function unmirror(wrapper: TransformNode): void {
    const guests = wrapper.getChildTransformNodes(true);
    for (const guest of guests) guest.setParent(null);
    wrapper.scaling.x *= -1;
    wrapper.computeWorldMatrix(true);
    for (const guest of guests) guest.setParent(wrapper);
}
