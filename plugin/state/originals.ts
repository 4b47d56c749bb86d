import type { Scene } from "@babylonjs/core/scene.js";
import { originalOf, swapStep } from "../generateModel";
import type { EditEffects } from "./editEffects";
import type { PaneContext } from "./paneContext";
import type { PlaceEffects } from "./placeEffects";

/** What models were put in the place of. */
export interface Originals {
    /** Whether what a generation's model stands for is hidden or seen in this scene; undefined when it stands for nothing. */
    originalState(id: string, scene: Scene): "hidden" | "seen" | undefined;
    /** Shows the original and hides the model, or the other way round. */
    swapOriginal(id: string, scene: Scene): void;
}

export function createOriginals(
    { store }: Pick<PaneContext, "store">,
    { wrapperIn }: Pick<PlaceEffects, "wrapperIn">,
    record: EditEffects["record"],
): Originals {
    return {
        originalState: (id, scene) => {
            const wrapper = wrapperIn(scene, id);
            const original = wrapper && originalOf(wrapper);
            return original && (original.isEnabled(false) ? "seen" : "hidden");
        },
        swapOriginal: (id, scene) => {
            const wrapper = wrapperIn(scene, id);
            const step = wrapper && swapStep(wrapper);
            if (step !== undefined) {
                record(step);
            }
            store.dispatch({ type: "sceneChanged" });
        },
    };
}
