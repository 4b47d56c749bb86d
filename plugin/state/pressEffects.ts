import type { Scene } from "@babylonjs/core/scene.js";
import type { DraftEffects } from "./draftEffects";
import { generate } from "./generateEffects";
import type { PaneContext } from "./paneContext";
import type { PlaceEffects } from "./placeEffects";
import { readPlacementChoice } from "./placementChoice";
import type { StandInEffects } from "./standInEffects";

/** What the Generate button does. */
export interface PressEffects {
    /** Sends the paid call for what is quoted on screen, once, or asks first when the price is above the threshold. */
    generate(scene: Scene): Promise<void>;
    /** The same for a button of its own, which takes an open question back. */
    press(scene: Scene, isConfirmed: boolean): Promise<void>;
    /** The answer to that question. */
    confirm(scene: Scene, isWanted: boolean): Promise<void>;
}

export interface PressPorts {
    standIns: Pick<StandInEffects, "add" | "remove">;
    places: Pick<PlaceEffects, "addScene">;
    /** Where the draft stands that is in the form. */
    draftScene: DraftEffects["draftScene"];
    /** The price on screen is used up or out of date. */
    onQuoteUsed: () => void;
}

export function createPressEffects(context: PaneContext, ports: PressPorts): PressEffects {
    const { store } = context;
    const { standIns, places, draftScene, onQuoteUsed } = ports;

    const press: PressEffects["press"] = (scene, isConfirmed) =>
        generate(
            context,
            {
                onQuoteUsed,
                onRefused: (id, draft) => {
                    if (draft === undefined) {
                        standIns.remove(id);
                    } else {
                        store.dispatch({ type: "draftAdded", draft });
                    }
                },
                onIntent: ({ id, image, placement, request }, target) => {
                    places.addScene(target);
                    store.dispatch({ type: "draftRemoved", id });
                    const { orientation } = request.input;
                    standIns.add({ id, image, placement: readPlacementChoice(placement), orientation }, target);
                },
            },
            draftScene(store.getState().shownDraft ?? "") ?? scene,
            isConfirmed,
        );

    return {
        generate: (scene) => press(scene, false),
        press: (scene, isConfirmed) => {
            store.dispatch({ type: "confirmationEnded" });
            return press(scene, isConfirmed);
        },
        confirm: async (scene, isWanted) => {
            const isAsked = store.getState().confirming;
            store.dispatch({ type: "confirmationEnded" });
            if (isAsked && isWanted) {
                await press(scene, true);
            }
        },
    };
}
