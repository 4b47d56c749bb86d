import type { Scene } from "@babylonjs/core/scene.js";
import type { GenerationRecord } from "../generation/generationRecord";
import type { EditEffects } from "./editEffects";
import type { PaneContext } from "./paneContext";
import type { PlaceEffects } from "./placeEffects";
import { createVariantExchange } from "./variantExchange";
import { createVariantPlaces, type VariantPlace } from "./variantPlaces";

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
    const variants = createVariantPlaces(context, places);
    const { exchange, drop } = createVariantExchange(context, variants);
    const { find, placeOf, membersOf, standingAt } = variants;
    const changes = new Map<string, Change>();
    const kept = new Set<string>();
    const tell = () => context.store.dispatch({ type: "sceneChanged" });

    const follow = async (place: VariantPlace, change: Pick<Change, "wanted">): Promise<void> => {
        for (let last: Change["wanted"] | undefined; last !== change.wanted; ) {
            last = change.wanted;
            const { id } = last;
            await context.guard(() => places.exchange(id, place.scene, (bring) => exchange(place, id, bring)));
        }
    };

    const change = (place: VariantPlace, id: string): Promise<void> => {
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
            tell();
        });
        return started.done;
    };

    /** The same as a step of the history, from one to the other. */
    const step = async (place: VariantPlace, from: string, to: string) => {
        if (standingAt(place)?.record.id !== from) {
            return { isDone: false, note: "Another variant, or none, stands there by now." };
        }
        await change(place, to);
        return { isDone: standingAt(place)?.record.id === to };
    };

    return {
        variantsOf: (id, scene) => {
            const place = placeOf(id, scene);
            const standing = place && !kept.has(place.key) ? standingAt(place) : undefined;
            return place && standing && { members: membersOf(place), shown: standing.record.id };
        },
        showVariant: async (id, scene) => {
            const place = placeOf(id, scene);
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
            const place = placeOf(id, scene);
            if (place !== undefined) {
                await changes.get(place.key)?.done;
                kept.add(place.key);
                drop(place.key);
                tell();
            }
        },
        dispose: () => drop(),
    };
}

/** What is done, in words for a button. */
function labelOf(shown: GenerationRecord | undefined): string {
    return `Show variant ${shown?.variant?.number} of ${shown?.name}`;
}
