import type { Scene } from "@babylonjs/core/scene.js";
import { findGenerated } from "../generateModel";
import { type GenerationRecord, placeOf } from "../generation/generationRecord";
import type { RecordEvent } from "../generation/recordEvent";
import type { ImportedModel } from "../scene/importOptions";
import { type Detail, type ImportTarget, importRecord, placedEvent, tellRecord } from "./importRecord";
import type { PaneContext } from "./paneContext";
import type { StandInEffects } from "./standInEffects";

type Wrapper = ImportedModel["wrapper"];

export interface PlaceEffects {
    /** From now on results that were made for this scene go into it, also those that wait already. */
    addScene(scene: Scene): void;
    /** Puts a result into the scene it was made for, when that is here and the result waits for it. */
    placeIfMeant(record: GenerationRecord): void;
    /** Puts a model into `scene`, again if need be. Free; fetched anew when its file is not here any more. */
    place(id: string, scene: Scene): Promise<void>;
    /**
     * Puts the model that stands in `scene` there once more, in its own place: with everything its file has, or made to
     * the budget. Free.
     */
    renew(id: string, scene: Scene, detail: Detail): Promise<void>;
    /** Runs `work` while nothing else takes the place of the generation, whose model it may bring in. */
    exchange(id: string, scene: Scene, work: Exchange): Promise<void>;
    /**
     * Ends an import under way, and keeps the result in the list from now on. @returns false when none was under way
     */
    stopImport(id: string): boolean;
    /** The result may go into its scene by itself again. */
    allowImport(id: string): void;
    /** The node that carries the model in `scene`. */
    wrapperIn(scene: Scene, id: string): Wrapper | undefined;
    /** @returns the function that ends the subscription. */
    onPlaced(listener: (wrapper: Wrapper) => void): () => void;
    dispose(): void;
}

/** Imports the generation's model, and lets it take the place of another. */
export type Bring = (instead: Wrapper, replace: NonNullable<ImportTarget["replace"]>) => Promise<void>;
export type Exchange = (bring: Bring) => Promise<void>;

interface PlaceOrder {
    id: string;
    scene: Scene;
    /** The designer wants it there now. */
    isAsked: boolean;
    /** Takes the place of the model that stands there. */
    detail?: Detail | undefined;
    exchange?: Exchange | undefined;
}

export function createPlaceEffects(
    context: PaneContext,
    standIns: Pick<StandInEffects, "find" | "remove">,
): PlaceEffects {
    const { store, selections } = context;
    // A scene lives as long as its page; nobody is kept alive by being listed here.
    const scenes = new Map<string, WeakRef<Scene>>();
    const imports = new Map<string, AbortController>();
    // Results that do not go into their scene by themselves: they were stopped, or are in it already.
    const settled = new Set<string>();
    // Models that are in their scene while their records could not be told.
    const untold = new Map<string, RecordEvent>();
    const listeners = new Set<(wrapper: Wrapper) => void>();
    const know = (scene: Scene) => void scenes.set(scene.uid, new WeakRef(scene));

    const wrapperIn = (scene: Scene, id: string): Wrapper | undefined => {
        const jobId = store.getState().generations.find((record) => record.id === id)?.jobId;
        return jobId === undefined ? undefined : findGenerated(scene, jobId);
    };

    /** It stands where it was meant to, and whoever put it there, in this page, could not write that down. */
    const standsUntold = (record: GenerationRecord, scene: Scene): boolean =>
        record.jobId !== undefined && findGenerated(scene, record.jobId) !== undefined && !hasBeenPlaced(record);

    const isMeant = (record: GenerationRecord, scene: Scene): boolean =>
        record.state.name === "available" &&
        record.error === undefined &&
        record.target === scene.uid &&
        !settled.has(record.id) &&
        standIns.find(placeOf(record), scene) !== "deleted" &&
        !isTaken(record, scene);

    /** The place of variants is for the first of them that is there; the others wait in the list. */
    const isTaken = (record: GenerationRecord, scene: Scene): boolean =>
        record.variant !== undefined &&
        store
            .getState()
            .generations.some(
                (other) =>
                    other.id !== record.id &&
                    other.variant?.group === record.variant?.group &&
                    (untold.has(other.id) || hasBeenPlaced(other) || wrapperIn(scene, other.id) !== undefined),
            );

    const placeIdOf = (id: string): string => {
        const record = store.getState().generations.find((candidate) => candidate.id === id);
        return record === undefined ? id : placeOf(record);
    };

    const placeIfMeant = (record: GenerationRecord): void => {
        if (record.state.name === "available" && untold.has(record.id)) {
            void context.guard(() => tell(record.id));
            return;
        }
        const scene = scenes.get(record.target)?.deref();
        if (scene !== undefined && isMeant(record, scene)) {
            void context.guard(() =>
                run({ id: record.id, scene, isAsked: false }, (current) => isMeant(current, scene)),
            );
        }
    };

    const tell = async (id: string): Promise<void> => {
        const event = untold.get(id);
        if (event !== undefined && (await tellRecord(context, id, event))) {
            untold.delete(id);
        }
    };

    const place = async (id: string, scene: Scene): Promise<void> => {
        know(scene);
        settled.delete(id);
        untold.delete(id);
        if (standIns.find(placeIdOf(id), scene) === "deleted") {
            // Now it is wanted again, as it was asked for.
            standIns.remove(placeIdOf(id));
        }
        await run({ id, scene, isAsked: true }, hasFile);
    };

    /** One import at a time of each, or of a group of variants, in all tabs and all copies of this code in one page. */
    const run = async (order: PlaceOrder, isWanted: (record: GenerationRecord) => boolean): Promise<void> => {
        const { id, scene, detail } = order;
        const opened = context.opened();
        if (opened === undefined || imports.has(id)) {
            return;
        }
        const stop = new AbortController();
        const { signal } = stop;
        imports.set(id, stop);
        try {
            await opened.context.locks.hold(`placing/${placeIdOf(id)}`, signal, async () => {
                const record = await opened.ledger.get(id);
                if (record === undefined || !isWanted(record)) {
                    return;
                }
                const bring = (more: Partial<ImportTarget>) => importInto({ record, scene, signal, ...more }, order);
                if (order.exchange !== undefined) {
                    await order.exchange((instead, replace) => bring({ instead, replace }));
                } else if (!order.isAsked && standsUntold(record, scene)) {
                    settled.add(id);
                    untold.set(id, { type: "placed" });
                    await tell(id);
                } else {
                    const instead = detail && wrapperIn(scene, id);
                    // What was to be renewed may have gone while another import was waited for.
                    await (detail === undefined || instead !== undefined ? bring({ detail, instead }) : undefined);
                }
            });
        } catch (error) {
            if (!signal.aborted) {
                throw error;
            }
        } finally {
            imports.delete(id);
            store.dispatch({ type: "importChanged", id, step: undefined });
        }
    };

    const importInto = async (target: Omit<ImportTarget, "standIn">, order: PlaceOrder): Promise<void> => {
        const { id } = target.record;
        const place = placeOf(target.record);
        const found = standIns.find(place, target.scene);
        const standIn = found === "deleted" || target.instead !== undefined ? undefined : found;
        const model = await importRecord(context, { ...target, standIn });
        if (model !== undefined) {
            // Also one that is still being made.
            standIns.remove(place);
            // What comes by itself takes the selection from nobody.
            const isFree = standIn === undefined && target.instead === undefined;
            if (isFree && (order.isAsked || selections.selected().length === 0)) {
                selections.select(model.wrapper);
            }
            settled.add(id);
            untold.set(id, placedEvent(model));
            // A model that was renewed stays where it is, and so does what is known of it.
            for (const listener of target.instead === undefined ? listeners : []) {
                // On its own: what a listener throws is no failure of the import.
                queueMicrotask(() => listener(model.wrapper));
            }
            await tell(id);
        }
    };

    return {
        addScene: (scene) => {
            know(scene);
            store.getState().generations.forEach(placeIfMeant);
        },
        placeIfMeant,
        place,
        renew: (id, scene, detail) => run({ id, scene, isAsked: true, detail }, ({ state }) => state.name === "placed"),
        exchange: (id, scene, work) => run({ id, scene, isAsked: true, exchange: work }, hasFile),
        stopImport: (id) => {
            settled.add(id);
            imports.get(id)?.abort();
            return imports.has(id);
        },
        allowImport: (id) => void settled.delete(id),
        wrapperIn,
        onPlaced: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        dispose: () => {
            for (const stop of imports.values()) {
                stop.abort();
            }
            scenes.clear();
        },
    };
}

function hasFile({ state }: GenerationRecord): boolean {
    return state.name === "available" || state.name === "placed";
}

function hasBeenPlaced({ history }: GenerationRecord): boolean {
    return history.some(({ state }) => state === "placed");
}
