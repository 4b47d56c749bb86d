import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { DetachedModel } from "../scene/detachModel";

/** A model that was taken out of its scene. */
export interface AsideModel extends DetachedModel {
    wrapper: TransformNode;
    /** The variants it is one of, in its scene. */
    group: string;
}

/** Models kept out of their scenes to come back at once: a few, since their memory on the GPU is not given back. */
export interface AsideModels {
    /** Keeps a model, which is this store's from now on. The one that was kept longest goes when there are too many. */
    put(key: string, model: AsideModel): void;
    /** Gives a model away; undefined when it is not here any more. */
    take(key: string): AsideModel | undefined;
    /** Lets go of a group's, or of all. */
    drop(group?: string): void;
}

export function createAsideModels(most = 3): AsideModels {
    const kept = new Map<string, { model: AsideModel; leave: () => void }>();

    const take = (key: string): AsideModel | undefined => {
        const entry = kept.get(key);
        kept.delete(key);
        entry?.leave();
        const isGone = entry === undefined || entry.model.wrapper.isDisposed();
        return isGone ? undefined : entry.model;
    };
    const discard = (key: string): void => take(key)?.dispose();

    return {
        put: (key, model) => {
            discard(key);
            const { onDisposeObservable } = model.wrapper.getScene();
            const observer = onDisposeObservable.addOnce(() => discard(key));
            kept.set(key, { model, leave: () => onDisposeObservable.remove(observer) });
            for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) {
                discard(oldest);
            }
        },
        take,
        drop: (group) => {
            for (const [key, { model }] of [...kept]) {
                if (group === undefined || model.group === group) {
                    discard(key);
                }
            }
        },
    };
}
