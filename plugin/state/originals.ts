import type { Scene } from "@babylonjs/core/scene.js";
import { bringBack, originalOf, replaceNode } from "../generateModel";
import type { PaneContext } from "./paneContext";
import type { PlaceEffects } from "./placeEffects";

/** What models were put in the place of. */
export interface Originals {
    /** Whether what a generation's model stands for is hidden or seen in this scene; undefined when it stands for nothing. */
    originalState(id: string, scene: Scene): "hidden" | "seen" | undefined;
    /** Shows the original and hides the model, or the other way round. */
    swapOriginal(id: string, scene: Scene): void;
}

export function createOriginals({ store }: PaneContext, { wrapperIn }: Pick<PlaceEffects, "wrapperIn">): Originals {
    const pairOf = (id: string, scene: Scene) => {
        const wrapper = wrapperIn(scene, id);
        const original = wrapper && originalOf(wrapper);
        return wrapper && original && { wrapper, original };
    };
    return {
        originalState: (id, scene) => {
            const pair = pairOf(id, scene);
            return pair && (pair.original.isEnabled(false) ? "seen" : "hidden");
        },
        swapOriginal: (id, scene) => {
            const pair = pairOf(id, scene);
            if (pair?.original.isEnabled(false)) {
                replaceNode(pair.original, pair.wrapper);
            } else if (pair !== undefined) {
                bringBack(pair.wrapper);
            }
            store.dispatch({ type: "sceneChanged" });
        },
    };
}
