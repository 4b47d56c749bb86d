import type { Scene } from "@babylonjs/core/scene.js";
import { addStandIn, frontOf, modelName } from "../generateModel";
import type { SourceImage } from "../image/sourceImage";
import type { StandIn } from "../scene/standIn";
import type { PaneContext } from "./paneContext";
import { type PlacementChoice, toPlacement } from "./placementChoice";
import { createShapes, type StandInShape } from "./shapes";
import { standInView } from "./standInView";

/** A generation that a stand-in is to stand for. */
export interface StandInOrder {
    /** The record's id. */
    id: string;
    image: SourceImage;
    placement: PlacementChoice;
    /** The model's option of this name. */
    orientation: unknown;
}

export interface StandInEffects {
    /** Makes the shape of a picture, so that its stand-in is there at once when it is wanted. */
    prepare(image: SourceImage): void;
    /** Puts a stand-in into the scene: at once when its shape is there, otherwise as soon as it is. */
    add(order: StandInOrder, scene: Scene): void;
    /** The stand-in in this scene; `deleted` when the designer took it away. */
    find(id: string, scene: Scene): StandIn | "deleted" | undefined;
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
export function createStandInEffects(context: PaneContext): StandInEffects {
    const { store, selections } = context;
    const shapes = createShapes(context);
    const entries = new Map<string, Entry>();

    const add = (order: StandInOrder, scene: Scene): void => {
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

    const stand = ({ id, image, placement, orientation }: StandInOrder, entry: Entry, shape: StandInShape): void => {
        const { front = frontOf(orientation), ...rest } = toPlacement(placement);
        try {
            entry.standIn = addStandIn(shape, {
                scene: entry.scene,
                name: modelName(image.name),
                placement: { ...rest, front },
                metadata: { recordId: id },
            });
        } catch {
            // A card has no depth that could be asked for; the model may have.
            entries.delete(id);
            return;
        }
        update(id, entry);
    };

    const update = (id: string, entry: Entry): void => {
        const state = store.getState();
        const view = entry.scene.isDisposed ? "gone" : standInView(state, id, entry.wasListed);
        entry.wasListed ||= state.generations.some((record) => record.id === id);
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
        for (const [id, entry] of entries) {
            update(id, entry);
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
        remove,
        dispose: () => {
            leave();
            for (const id of [...entries.keys()]) {
                remove(id);
            }
        },
    };
}
