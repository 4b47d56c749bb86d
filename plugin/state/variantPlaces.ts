import type { Scene } from "@babylonjs/core/scene.js";
import type { GenerationRecord } from "../generation/generationRecord";
import type { ImportedModel } from "../scene/importOptions";
import type { PaneContext } from "./paneContext";
import type { PlaceEffects } from "./placeEffects";

/** One group of variants in one scene. */
export interface VariantPlace {
    key: string;
    group: string;
    scene: Scene;
}

/** The variant that stands at a place. */
export interface StandingVariant {
    record: GenerationRecord;
    wrapper: ImportedModel["wrapper"];
}

/** Which generations are variants of which, and which of them stands in a scene. */
export interface VariantPlaces {
    find(id: string): GenerationRecord | undefined;
    placeOf(id: string, scene: Scene): VariantPlace | undefined;
    /** By their numbers; those that are on the list. */
    membersOf(place: VariantPlace): GenerationRecord[];
    standingAt(place: VariantPlace): StandingVariant | undefined;
}

export function createVariantPlaces(
    { store }: Pick<PaneContext, "store">,
    { wrapperIn }: Pick<PlaceEffects, "wrapperIn">,
): VariantPlaces {
    const generations = () => store.getState().generations;
    const find = (id: string) => generations().find((record) => record.id === id);
    const membersOf = ({ group }: VariantPlace) =>
        generations()
            .filter(({ variant }) => variant?.group === group)
            .sort((one, other) => (one.variant?.number ?? 0) - (other.variant?.number ?? 0));
    return {
        find,
        membersOf,
        placeOf: (id, scene) => {
            const group = find(id)?.variant?.group;
            return group === undefined ? undefined : { key: `${scene.uid}/${group}`, group, scene };
        },
        standingAt: (place) => {
            for (const record of membersOf(place)) {
                const wrapper = wrapperIn(place.scene, record.id);
                if (wrapper !== undefined) {
                    return { record, wrapper };
                }
            }
            return undefined;
        },
    };
}
