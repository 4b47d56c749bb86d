import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { type DetachedModel, detachModel } from "./detachModel";
import { editableModel } from "./editableModel";
import { isInScene } from "./isInScene";
import { readModelUse, setModelUse } from "./modelUse";
import { ownedNodes } from "./ownedParts";
import type { PlaceableModel } from "./placeModel";
import type { Size } from "./placement";
import { bringBack, originalOf, replaceNode } from "./replaceNode";
import { type ReplacingModel, replaceStandIn } from "./replaceStandIn";

/** What became of the model that stood there. */
export interface Exchange {
    /** `deleted`: it was gone, and so is the one that was to take its place. */
    outcome: "replaced" | "deleted";
    /** The model of before, kept aside. */
    before: DetachedModel | undefined;
}

/**
 * Puts another model of the same size mode where one stands, between two frames, and keeps that one aside: same place,
 * turn, scaling on top of the asked size, parent, name, use, and what hangs below.
 * Throws a `GenerationError` of kind `input`, as `replaceStandIn` does, and then nothing has changed.
 */
export function exchangeModel(wrapper: TransformNode, model: ReplacingModel, asked: Size): Exchange {
    const standing = placeableModel(wrapper);
    if (standing === undefined || !isInScene(wrapper)) {
        model.dispose();
        return { outcome: "deleted", before: undefined };
    }
    const use = readModelUse(wrapper);
    const original = originalOf(wrapper);
    const isEnabled = wrapper.isEnabled(false);
    const { babylonScenario: _, gltf: _extras, ...notes } = wrapper.metadata;
    let before: DetachedModel | undefined;
    const holder = {
        ...standing,
        asked,
        parts: [...ownedNodes(wrapper)],
        dispose: () => {
            before = detachModel(wrapper);
        },
    };
    const outcome = replaceStandIn(holder, model);
    setModelUse(model.wrapper, use);
    Object.assign(model.wrapper.metadata, notes);
    if (original !== undefined) {
        replaceNode(original, model.wrapper);
        if (!isEnabled) {
            bringBack(model.wrapper);
        }
    }
    return { outcome, before };
}

/** A model in a scene as it can be placed, read from what its wrapper carries; undefined when that is not enough. */
export function placeableModel(wrapper: TransformNode): PlaceableModel | undefined {
    const model = wrapper.isDisposed() ? undefined : editableModel(wrapper);
    const bounds = model?.provenance.bounds;
    if (model?.wrapper !== wrapper || bounds === undefined) {
        return undefined;
    }
    const { root, front, unitsPerMetre } = model;
    return { wrapper, root, bounds, front, unitsPerMetre, size: { x: 0, y: 0, z: 0 } };
}
