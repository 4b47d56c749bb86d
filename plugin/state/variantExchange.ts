import { exchangeModel, placeableModel } from "../generateModel";
import type { ReplacingModel } from "../scene/replaceStandIn";
import { type AsideModel, createAsideModels } from "./asideModels";
import type { PaneContext } from "./paneContext";
import type { Bring } from "./placeEffects";
import { readPlacementChoice, toPlacement } from "./placementChoice";
import { takeOver } from "./takePlace";
import type { StandingVariant, VariantPlace, VariantPlaces } from "./variantPlaces";

/** Puts one variant where another one stands, and keeps that one aside, so that it is there at once when it is wanted. */
export interface VariantExchange {
    /** `bring` puts the variant into the scene that is not kept aside. */
    exchange(place: VariantPlace, id: string, bring: Bring): Promise<void>;
    /** Lets go of those that are kept aside for a place, or for all. */
    drop(key?: string): void;
}

export function createVariantExchange(
    { selections }: Pick<PaneContext, "selections">,
    { standingAt }: Pick<VariantPlaces, "standingAt">,
): VariantExchange {
    const aside = createAsideModels();
    const watched = new WeakSet<object>();
    const keyOf = ({ key }: VariantPlace, id: string) => `${key}/${id}`;

    /** What is kept aside is of no use once the model is gone in whose place it would come. */
    const watch = (place: VariantPlace, wrapper: StandingVariant["wrapper"]): void => {
        if (!watched.has(wrapper)) {
            watched.add(wrapper);
            wrapper.onDisposeObservable.addOnce(() => standingAt(place) ?? aside.drop(place.key));
        }
    };

    /** Puts a model that is in the scene where another one stands, which is kept aside. */
    const put = (
        place: VariantPlace,
        { record, wrapper }: StandingVariant,
        model: ReplacingModel,
    ): "replaced" | "deleted" => {
        const { size = { mode: "file" } } = toPlacement(readPlacementChoice(record.placement));
        const { outcome, before } = exchangeModel(wrapper, model, size);
        if (before !== undefined) {
            aside.put(keyOf(place, record.id), { ...before, wrapper, group: place.key });
            watch(place, model.wrapper);
        }
        return outcome;
    };

    const putBack = (place: VariantPlace, standing: StandingVariant, { wrapper, attach }: AsideModel): void => {
        attach();
        const model = placeableModel(wrapper);
        if (model === undefined) {
            // Somebody has taken its notes away.
            wrapper.dispose();
            return;
        }
        const replace = () => put(place, standing, { ...model, dispose: () => wrapper.dispose() });
        takeOver({ selections }, standing.wrapper, replace, model);
    };

    const exchange = async (place: VariantPlace, id: string, bring: Bring): Promise<void> => {
        const standing = standingAt(place);
        if (standing === undefined || standing.record.id === id) {
            return;
        }
        const waiting = aside.take(keyOf(place, id));
        if (waiting !== undefined) {
            putBack(place, standing, waiting);
            return;
        }
        await bring(standing.wrapper, (model) => put(place, standing, model));
        if (standingAt(place) === undefined) {
            // What was to come was seen already, coarse, and is not there in the end.
            aside.take(keyOf(place, standing.record.id))?.attach();
        }
    };

    return { exchange, drop: aside.drop };
}
