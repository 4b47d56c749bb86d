import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { editableModel } from "./editableModel";
import type { ImportedModel, ImportOptions } from "./importOptions";
import type { ModelContents } from "./modelContents";
import { removeModel } from "./removeModel";

/** A model that this page has put into a scene. */
export interface OwnedModel {
    model: ImportedModel;
    contents: ModelContents;
    /** What its import was allowed. */
    budget: ImportOptions["budget"];
    /** True while it is a coarse version of what is still to come. */
    isCoarse: boolean;
}

const models = new WeakMap<TransformNode, OwnedModel>();

/** Remembers what a model consists of, until it goes with its wrapper. */
export function noteModel(owned: OwnedModel): void {
    const { wrapper } = owned.model;
    if (!models.has(wrapper)) {
        wrapper.onDisposeObservable.addOnce(() => removeOwned(wrapper));
    }
    models.set(wrapper, owned);
}

/** Leaves it to somebody else what becomes of a wrapper's model. */
export function forgetModel(wrapper: TransformNode): void {
    models.delete(wrapper);
}

/** Takes a wrapper and its model out of the scene for good. */
export function removeOwned(wrapper: TransformNode): void {
    const owned = models.get(wrapper);
    if (owned) removeModel(wrapper, owned.contents);
}

/** What this page knows of a wrapper's model; undefined in a scene that was loaded from a file. */
export function ownedModel(wrapper: TransformNode): OwnedModel | undefined {
    return models.get(wrapper);
}

/**
 * The nodes of a model, the wrapper first; what a designer hung on them is not among them. In a scene that was loaded
 * from a file that is everything below the file's root, since nobody knows any more.
 */
export function ownedNodes(wrapper: TransformNode): ReadonlySet<Node> {
    const nodes = models.get(wrapper)?.contents.nodes;
    if (nodes) {
        return new Set<Node>([wrapper, ...nodes.filter((node) => !node.isDisposed())]);
    }
    const root = editableModel(wrapper)?.root ?? wrapper;
    return new Set<Node>([wrapper, root, ...root.getDescendants(false)]);
}
