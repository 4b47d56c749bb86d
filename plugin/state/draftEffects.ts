import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isGenerationError } from "../errors";
import { canvasPoint, sideBySide } from "../generateModel";
import { newId } from "../generation/requestKey";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImageSource } from "../image/readBytes";
import { readSourceImage, type SourceImage } from "../image/sourceImage";
import { type Aiming, type CanvasAim, createAiming, sideOf } from "./canvasAim";
import { draftButton } from "./draftButton";
import { createDraftQueue, type DraftQueuePorts } from "./draftQueue";
import type { Draft } from "./draftsReducer";
import type { PaneContext } from "./paneContext";
import { pinPlacement } from "./pinPlacement";
import { initialPlacement, type PlacementChoice } from "./placementChoice";
import type { StandInEffects, StandInOrder } from "./standInEffects";

export interface DraftEffects extends Omit<Aiming, "surfaceOf"> {
    /** Stands pictures side by side where they were dropped, or in front of the camera. Spends nothing by itself. */
    dropPictures(sources: readonly ImageSource[], scene: Scene, aim?: CanvasAim): Promise<void>;
    /** Puts a draft's picture and placement into the form. */
    showDraft(id: string): void;
    removeDraft(id: string): void;
    /** Presses the button that stands beside a draft. */
    pressDraft(id: string): void;
    setGenerateOnDrop(isOn: boolean): void;
    /** Where the top of a draft's stand-in is, as shares of the canvas; undefined when it is not in sight. */
    draftPoint(id: string): { x: number; y: number } | undefined;
    /** The scene of a draft. */
    draftScene(id: string): Scene | undefined;
    dispose(): void;
}

export interface DraftPorts extends Pick<DraftQueuePorts, "ask" | "canPress"> {
    /** Puts a picture into the form. */
    onPicture(image: SourceImage, draft: string): void;
    onPictureGone(): void;
    press(scene: Scene, isConfirmed: boolean): Promise<void>;
}

/** Scene units between pictures, as a part of the asked size. */
const gap = 0.15;

export function createDraftEffects(
    context: PaneContext,
    standIns: Pick<StandInEffects, "add" | "find" | "remove" | "sceneOf">,
    ports: DraftPorts,
): DraftEffects {
    const { store, selections } = context;
    const { aim, endAim, surfaceOf } = createAiming(context);

    const showDraft = (id: string): void => {
        const draft = store.getState().drafts.find((candidate) => candidate.id === id);
        if (draft !== undefined) {
            ports.onPicture(draft.image, id);
        }
    };
    const pressShown = async (isConfirmed: boolean): Promise<void> => {
        const scene = standIns.sceneOf(store.getState().shownDraft ?? "");
        if (scene !== undefined) {
            await ports.press(scene, isConfirmed);
        }
    };
    const queue = createDraftQueue(context, { ...ports, show: showDraft, press: () => pressShown(false) });

    const dropPictures: DraftEffects["dropPictures"] = async (sources, scene, at) => {
        endAim();
        // Before anything is read: where it was dropped is what was under the pointer then.
        const surface = surfaceOf(scene, at);
        const results = await Promise.all(sources.map((source) => read(source, context.signal)));
        const images = results.filter((result): result is SourceImage => !isGenerationError(result));
        if (scene.isDisposed || context.signal.aborted) {
            return;
        }
        const choice = pinFor(store.getState().placement, scene, selections.selected());
        const side = sideOf(choice);
        const widths = images.map(({ width, height }) => side * widthShare(choice, width / height));
        const points = sideBySide(scene, surface, widths, side * gap);
        images.forEach((image, index) => {
            const { x, y, z } = points[index] ?? surface.point;
            const placement: PlacementChoice = { ...choice, where: "point", point: { x, y, z } };
            const spot = { normal: at?.onNormal ? surface.normal : undefined, stepAside: at === undefined };
            add({ id: newId(), image, placement }, scene, spot);
        });
        const refusal = results.find(isGenerationError);
        if (refusal !== undefined) {
            // After the others: what comes into the form makes refusals before it go.
            store.dispatch({ type: "generateRefused", error: refusal });
        }
    };

    const add = (draft: Draft, scene: Scene, spot: Pick<StandInOrder, "normal" | "stepAside">): void => {
        const { options, generateOnDrop, limits, shownDraft } = store.getState();
        standIns.add({ ...draft, orientation: options.orientation, ...spot }, scene);
        store.dispatch({ type: "draftAdded", draft });
        if (generateOnDrop) {
            queue.want(draft.id, limits.confirmAbove);
        } else if (shownDraft === undefined || !store.getState().drafts.some(({ id }) => id === shownDraft)) {
            showDraft(draft.id);
        }
    };

    const removeDraft = (id: string): void => {
        const wasShown = store.getState().shownDraft === id;
        store.dispatch({ type: "draftRemoved", id });
        standIns.remove(id);
        if (wasShown) {
            ports.onPictureGone();
        }
    };

    return {
        aim,
        endAim,
        dropPictures,
        showDraft,
        removeDraft,
        pressDraft: (id) => {
            const state = store.getState();
            const draft = state.drafts.find((candidate) => candidate.id === id);
            const { accepts, confirms } = draft === undefined ? {} : draftButton(state, draft);
            if (confirms) {
                void pressShown(true);
            } else if (accepts !== undefined) {
                queue.want(id, accepts);
            } else {
                showDraft(id);
            }
        },
        setGenerateOnDrop: (isOn) => store.dispatch({ type: "generateOnDropSet", isOn }),
        draftPoint: (id) => {
            const scene = standIns.sceneOf(id);
            const standIn = scene && standIns.find(id, scene);
            return standIn === undefined || standIn === "deleted" ? undefined : canvasPoint(standIn);
        },
        draftScene: standIns.sceneOf,
        dispose: () => {
            endAim();
            queue.dispose();
        },
    };
}

async function read(source: ImageSource, signal: AbortSignal): Promise<SourceImage | GenerationError> {
    try {
        return await readSourceImage(source, { signal });
    } catch (error) {
        return toGenerationError(error, "none");
    }
}

/** The choice for what is placed by hand; what would need a selection that is not there has the usual value. */
function pinFor(choice: PlacementChoice, scene: Scene, selected: readonly object[]): PlacementChoice {
    try {
        return pinPlacement({ ...choice, where: "camera" }, scene, selected);
    } catch {
        return { ...initialPlacement, front: choice.front, unitsPerMetre: choice.unitsPerMetre };
    }
}

/** How wide something will be that looks like the picture, as a part of the asked size. */
function widthShare({ size }: PlacementChoice, aspect: number): number {
    return size === "width" ? 1 : size === "height" ? aspect : Math.min(1, aspect);
}
