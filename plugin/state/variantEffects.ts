import type { Scene } from "@babylonjs/core/scene.js";
import { exchangeModel, placeableModel } from "../generateModel";
import type { GenerationRecord } from "../generation/generationRecord";
import type { ImportedModel } from "../scene/importOptions";
import type { ReplacingModel } from "../scene/replaceStandIn";
import { type AsideModel, createAsideModels } from "./asideModels";
import type { EditEffects } from "./editEffects";
import type { PaneContext } from "./paneContext";
import type { Bring, PlaceEffects } from "./placeEffects";
import { readPlacementChoice, toPlacement } from "./placementChoice";
import { takeOver } from "./takePlace";

/** Generations of one press that share a place in a scene, of which one stands there. */
export interface VariantGroup {
    /** By their numbers; those that are on the list. */
    members: readonly GenerationRecord[];
    /** The id of the one that stands there. */
    shown: string;
}

/** Shows one variant after the other in the same place. Free, and without asking anybody. */
export interface VariantEffects {
    /** The variants of which this generation is one; undefined when none stands in the scene, or one was kept. */
    variantsOf(id: string, scene: Scene): VariantGroup | undefined;
    /** Puts a variant where another one of its group stands. Of several calls the last one wins. */
    showVariant(id: string, scene: Scene): Promise<void>;
    /** Leaves it at the variant that stands there. The others stay in the list. */
    keepVariant(id: string, scene: Scene): Promise<void>;
    dispose(): void;
}

/** One group in one scene. */
interface Place {
    key: string;
    group: string;
    scene: Scene;
}

interface Standing {
    record: GenerationRecord;
    wrapper: ImportedModel["wrapper"];
}

/** A change from one variant to another that goes on until the one that was wanted last is there. */
interface Change {
    /** A new one for each call, also for the same variant: what was stopped for another may be wanted again. */
    wanted: { id: string };
    done: Promise<void>;
}

export function createVariantEffects(
    context: PaneContext,
    places: Pick<PlaceEffects, "exchange" | "stopImport" | "wrapperIn">,
    edits: Pick<EditEffects, "record" | "begin">,
): VariantEffects {
    const { store, selections } = context;
    const aside = createAsideModels();
    const changes = new Map<string, Change>();
    const kept = new Set<string>();
    const watched = new WeakSet<object>();

    const find = (id: string) => store.getState().generations.find((record) => record.id === id);
    const placeOfVariant = (id: string, scene: Scene): Place | undefined => {
        const group = find(id)?.variant?.group;
        return group === undefined ? undefined : { key: `${scene.uid}/${group}`, group, scene };
    };
    const membersOf = ({ group }: Place): GenerationRecord[] =>
        store
            .getState()
            .generations.filter(({ variant }) => variant?.group === group)
            .sort((one, other) => (one.variant?.number ?? 0) - (other.variant?.number ?? 0));
    const standingAt = (place: Place): Standing | undefined => {
        for (const record of membersOf(place)) {
            const wrapper = places.wrapperIn(place.scene, record.id);
            if (wrapper !== undefined) {
                return { record, wrapper };
            }
        }
        return undefined;
    };
    const keyOf = ({ key }: Place, id: string) => `${key}/${id}`;

    /** What is kept aside is of no use once the model is gone in whose place it would come. */
    const watch = (place: Place, wrapper: Standing["wrapper"]): void => {
        if (!watched.has(wrapper)) {
            watched.add(wrapper);
            wrapper.onDisposeObservable.addOnce(() => standingAt(place) ?? aside.drop(place.key));
        }
    };

    /** Puts a model that is in the scene where another one stands, which is kept aside. */
    const put = (place: Place, { record, wrapper }: Standing, model: ReplacingModel): "replaced" | "deleted" => {
        const { size = { mode: "file" } } = toPlacement(readPlacementChoice(record.placement));
        const { outcome, before } = exchangeModel(wrapper, model, size);
        if (before !== undefined) {
            aside.put(keyOf(place, record.id), { ...before, wrapper, group: place.key });
            watch(place, model.wrapper);
        }
        return outcome;
    };

    const putBack = (place: Place, standing: Standing, { wrapper, attach }: AsideModel): void => {
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

    const exchange = async (place: Place, id: string, bring: Bring): Promise<void> => {
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

    const follow = async (place: Place, change: Pick<Change, "wanted">): Promise<void> => {
        for (let last: Change["wanted"] | undefined; last !== change.wanted; ) {
            last = change.wanted;
            const { id } = last;
            await context.guard(() => places.exchange(id, place.scene, (bring) => exchange(place, id, bring)));
        }
    };

    const change = (place: Place, id: string): Promise<void> => {
        const running = changes.get(place.key);
        if (running !== undefined) {
            if (running.wanted.id !== id && standingAt(place)?.record.id !== running.wanted.id) {
                // Nothing of it is seen yet, so nothing can be lost with it.
                places.stopImport(running.wanted.id);
            }
            running.wanted = { id };
            return running.done;
        }
        const started: Change = { wanted: { id }, done: Promise.resolve() };
        changes.set(place.key, started);
        started.done = follow(place, started).finally(() => {
            changes.delete(place.key);
            store.dispatch({ type: "sceneChanged" });
        });
        return started.done;
    };

    /** The same as a step of the history, from one to the other. */
    const step = async (place: Place, from: string, to: string) => {
        if (standingAt(place)?.record.id !== from) {
            return { isDone: false, note: "Another variant, or none, stands there by now." };
        }
        await change(place, to);
        return { isDone: standingAt(place)?.record.id === to };
    };

    return {
        variantsOf: (id, scene) => {
            const place = placeOfVariant(id, scene);
            const standing = place && !kept.has(place.key) ? standingAt(place) : undefined;
            return place && standing && { members: membersOf(place), shown: standing.record.id };
        },
        showVariant: async (id, scene) => {
            const place = placeOfVariant(id, scene);
            const before = place && standingAt(place)?.record.id;
            if (place === undefined || before === undefined) {
                return;
            }
            const isFirst = !changes.has(place.key);
            const changed = change(place, id);
            if (!isFirst) {
                return changed;
            }
            const end = edits.begin({ label: labelOf(find(id)), takeBack: () => change(place, before) });
            await changed;
            end();
            const after = standingAt(place)?.record;
            if (after !== undefined && after.id !== before) {
                edits.record({
                    label: labelOf(after),
                    undo: () => step(place, after.id, before),
                    redo: () => step(place, before, after.id),
                });
            }
        },
        keepVariant: async (id, scene) => {
            const place = placeOfVariant(id, scene);
            if (place !== undefined) {
                await changes.get(place.key)?.done;
                kept.add(place.key);
                aside.drop(place.key);
                store.dispatch({ type: "sceneChanged" });
            }
        },
        dispose: () => aside.drop(),
    };
}

/** What is done, in words for a button. */
function labelOf(shown: GenerationRecord | undefined): string {
    return `Show variant ${shown?.variant?.number} of ${shown?.name}`;
}
