import type { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Scene } from "@babylonjs/core/scene.js";
import {
    addStandIn,
    defaultPosition,
    findNode,
    frontOf,
    modelName,
    replaceNode,
    standOn,
    stepAside,
} from "../generateModel";
import { placeOf } from "../generation/generationRecord";
import type { SourceImage } from "../image/sourceImage";
import type { StandIn } from "../scene/standIn";
import type { PaneContext } from "./paneContext";
import { type PlacementChoice, toPlacement } from "./placementChoice";
import { createShapes, type StandInShape } from "./shapes";
import { standInView } from "./standInView";

/** A generation that a stand-in is to stand for. */
export interface StandInOrder {
    /** The record's id, of several variants that of the first. */
    id: string;
    image: SourceImage;
    placement: PlacementChoice;
    /** The model's option of this name. */
    orientation: unknown;
    /** What it stands on, when not upright. */
    normal?: Vector3 | undefined;
    /** Nobody has pointed at the place, so that a free one beside it will do. */
    stepAside?: boolean | undefined;
}

export interface StandInEffects {
    /** Makes the shape of a picture, so that its stand-in is there at once when it is wanted. */
    prepare(image: SourceImage): void;
    /**
     * Puts a stand-in into the scene: at once when its shape is there, otherwise as soon as it is. One that stands there
     * already stays.
     */
    add(order: StandInOrder, scene: Scene): void;
    /** The stand-in in this scene; `deleted` when the designer took it away. */
    find(id: string, scene: Scene): StandIn | "deleted" | undefined;
    /** Places it again; what is left out stays as it is. A placement that cannot be had changes nothing. */
    place(id: string, choice: Partial<PlacementChoice>): void;
    /** Where it stands, or will. */
    sceneOf(id: string): Scene | undefined;
    /** Takes it away, also one that is still being made. */
    remove(id: string): void;
    dispose(): void;
}

interface Entry {
    scene: Scene;
    standIn: StandIn | undefined;
    /** Its record was seen in the list. */
    wasListed: boolean;
}

/** The stand-ins of this page: each follows its generation until its model takes its place. */
export function createStandInEffects(context: PaneContext, onDeleted: (id: string) => void): StandInEffects {
    const { store, selections } = context;
    const shapes = createShapes(context);
    const entries = new Map<string, Entry>();

    const add = (order: StandInOrder, scene: Scene): void => {
        if (entries.has(order.id)) {
            update(order.id);
            return;
        }
        const entry: Entry = { scene, standIn: undefined, wasListed: false };
        entries.set(order.id, entry);
        const shape = shapes.ready(order.image);
        if (shape !== undefined) {
            stand(order, entry, shape);
            if (entry.standIn !== undefined) {
                selections.select(entry.standIn.wrapper);
            }
            return;
        }
        void shapes.make(order.image).then((made) => {
            if (made !== undefined && entries.get(order.id) === entry && !scene.isDisposed) {
                stand(order, entry, made);
            }
        });
    };

    const stand = (
        { id, image, placement, orientation, normal, stepAside: isBeside = false }: StandInOrder,
        entry: Entry,
        shape: StandInShape,
    ): void => {
        const { front = frontOf(orientation), ...rest } = toPlacement(placement);
        const { scene } = entry;
        const nodeOf = (uniqueId?: number) => (uniqueId === undefined ? undefined : findNode(scene, uniqueId));
        const [parent, original] = [nodeOf(placement.parent), nodeOf(placement.replaces)];
        try {
            entry.standIn = addStandIn(shape, {
                scene,
                name: modelName(image.name),
                placement: { ...rest, front, ...(parent && { parent }), ...(isBeside && { stepAside: true }) },
                metadata: { recordId: id },
            });
        } catch {
            // A card has no depth that could be asked for; the model may have.
            return;
        }
        const { wrapper } = entry.standIn;
        if (normal !== undefined) {
            standOn(wrapper, normal);
        }
        if (original !== undefined) {
            replaceNode(original, wrapper);
        }
        wrapper.onDisposeObservable.addOnce(() => entries.has(id) && onDeleted(id));
        update(id);
    };

    const update = (id: string): void => {
        const entry = entries.get(id);
        if (entry === undefined) {
            return;
        }
        const state = store.getState();
        const view = entry.scene.isDisposed ? "gone" : standInView(state, id, entry.wasListed);
        entry.wasListed ||= state.generations.some((record) => placeOf(record) === id);
        if (view === "gone") {
            remove(id);
        } else if (entry.standIn?.isDeleted === false) {
            entry.standIn.show(view);
        }
    };

    const remove = (id: string): void => {
        const standIn = entries.get(id)?.standIn;
        entries.delete(id);
        standIn?.dispose();
    };

    const leave = store.subscribe(() => {
        for (const id of [...entries.keys()]) {
            update(id);
        }
    });

    return {
        prepare: (image) => void shapes.make(image),
        add,
        find: (id, scene) => {
            const entry = entries.get(id);
            if (entry === undefined || entry.scene !== scene || scene.isDisposed) {
                return undefined;
            }
            return entry.standIn?.isDeleted ? "deleted" : entry.standIn;
        },
        place: (id, choice) => {
            const standIn = entries.get(id)?.standIn;
            if (standIn !== undefined && !standIn.isDeleted) {
                placeAgain(standIn, choice, store.getState().placement);
            }
        },
        sceneOf: (id) => entries.get(id)?.scene,
        remove,
        dispose: () => {
            leave();
            for (const id of [...entries.keys()]) {
                remove(id);
            }
        },
    };
}

/**
 * Only what was changed: the designer may have moved or turned it by hand. It keeps the front it was made with, which
 * need not be the model's.
 */
function placeAgain(standIn: StandIn, choice: Partial<PlacementChoice>, whole: PlacementChoice): void {
    const { size, facing, position } = toPlacement(whole);
    const isSized = choice.size !== undefined || choice.metres !== undefined || choice.unitsPerMetre !== undefined;
    const isTurned = choice.facing !== undefined || choice.heading !== undefined;
    const place = position ?? (choice.where === "camera" ? freePlace(standIn, whole) : undefined);
    try {
        standIn.place({
            ...(isSized && size && { size, unitsPerMetre: whole.unitsPerMetre }),
            ...(isTurned && facing && { facing }),
            ...(choice.where !== undefined && place && { position: place }),
        });
    } catch {
        // What is wrong with it is told by the form.
        return;
    }
}

/** Where the camera looks, or beside it. */
function freePlace({ wrapper, size: { x, y, z } }: StandIn, { unitsPerMetre }: PlacementChoice): Vector3 {
    const scene = wrapper.getScene();
    const aim = defaultPosition(scene, { unitsPerMetre });
    return stepAside(scene, aim, { x, z, height: y }, { unitsPerMetre, own: wrapper });
}
