import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { ModelReport } from "../model/inspectModel";
import { completePlacement } from "./completePlacement";
import { fileError, sceneError } from "./importErrors";
import type { ImportedModel, ImportOptions } from "./importOptions";
import type { ImportStop } from "./importStop";
import { asSceneError } from "./loadModel";
import { measureNodes } from "./measureNodes";
import { readModelUse, setModelUse } from "./modelUse";
import { noteOwnedParts } from "./ownedParts";
import { applyPlacement, planPlacement } from "./placeModel";
import { type Bounds, measureDimensions, scaleFor } from "./placement";
import { writeProvenance } from "./provenance";
import { removeContents, removeModel } from "./removeModel";
import { standOnOrigin } from "./standOnOrigin";

/** Where an import puts its model: a coarse one and then all of it, under one wrapper. */
export interface ModelSlot {
    /**
     * Puts a container into the scene, in place of the one before, in one step. `extent`: what the model measures in its
     * own space, when its own vertices do not say exactly. On an error the container stays the caller's.
     */
    show(container: AssetContainer, extent?: Bounds): ImportedModel;
    /** Takes everything out of the scene again. */
    clear(): void;
}

interface Shown {
    model: ImportedModel;
    container: AssetContainer;
}

/** Makes an empty slot. When its model is deleted the import stops. */
export function createModelSlot(report: ModelReport, options: ImportOptions, stop: Pick<ImportStop, "end">): ModelSlot {
    let shown: Shown | undefined;
    const clear = () => {
        if (shown) removeModel(shown.model.wrapper, shown.container);
    };
    const place = (container: AssetContainer, extent: Bounds | undefined) => {
        const model = placeInScene(container, { report, options, extent, dispose: clear });
        shown = { model, container };
        model.wrapper.onDisposeObservable.addOnce(() => {
            clear();
            stop.end(modelGone());
        });
        return model;
    };
    const exchange = (before: Shown, container: AssetContainer) => {
        exchangeContents(before, container, options);
        before.container = container;
        return before.model;
    };
    return {
        show: (container, extent) => {
            try {
                const isFirst = shown === undefined;
                const model = shown ? exchange(shown, container) : place(container, extent);
                if (isFirst) options.onShown?.(model);
                return model;
            } catch (error) {
                throw asSceneError(error);
            }
        },
        clear,
    };
}

function rootOf({ rootNodes }: AssetContainer): TransformNode {
    const root = rootNodes.find((node) => node instanceof TransformNode);
    if (!root) {
        throw fileError("The model file shows nothing.");
    }
    return root;
}

interface PlaceOptions {
    report: ModelReport;
    options: ImportOptions;
    extent: Bounds | undefined;
    dispose(): void;
}

function placeInScene(container: AssetContainer, { report, options, extent, dispose }: PlaceOptions): ImportedModel {
    const root = rootOf(container);
    const bounds = standOnOrigin(root, extent);
    const placement = completePlacement(options.scene, bounds, options.placement ?? {});
    // Not in the scene before everything that can fail here is inside the rollback.
    const wrapper = new TransformNode(options.name ?? "Model", options.scene, false);
    const { front, unitsPerMetre } = placement;
    writeProvenance(wrapper, { ...options.metadata, bounds, front, unitsPerMetre });
    const size = { x: 0, y: 0, z: 0 };
    const model: ImportedModel = { wrapper, root, report, bounds, size, front, unitsPerMetre, dispose };
    const plan = planPlacement(model, placement);
    try {
        container.addAllToScene();
        options.scene.addTransformNode(wrapper);
        // Not setParent: it would rewrite the root's handedness flip into something unrecognisable.
        root.parent = wrapper;
        applyPlacement(model, plan);
        noteOwnedParts(wrapper, container);
        setModelUse(wrapper, options.use ?? {});
        return model;
    } catch (error) {
        removeModel(wrapper, container);
        throw error;
    }
}

/** Nothing but the contents changes: the wrapper is as the user has left it. */
function exchangeContents({ model, container: old }: Shown, container: AssetContainer, options: ImportOptions): void {
    const root = rootOf(container);
    const bounds = standOnOrigin(root);
    const ratio = scaleRatio(model, bounds, options);
    const use = readModelUse(model.wrapper);
    container.addAllToScene();
    root.parent = model.wrapper;
    removeContents(model.root, old, model.wrapper);
    model.wrapper.scaling.scaleInPlace(ratio);
    model.root = root;
    model.bounds = bounds;
    const { min, max } = measureNodes(root);
    model.size = { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
    noteOwnedParts(model.wrapper, container);
    setModelUse(model.wrapper, use);
}

/** What the scaling has to be of what it is, so that the model has the asked size: 1 where it was measured exactly. */
function scaleRatio({ front, bounds }: ImportedModel, measured: Bounds, { placement = {} }: ImportOptions): number {
    const { size = { mode: "file" } } = placement;
    const scaleOf = (extent: Bounds) => scaleFor(size, measureDimensions(extent, front), 1);
    return scaleOf(measured) / scaleOf(bounds);
}

function modelGone() {
    return sceneError("The model was deleted before all of it was in the scene.", "Place it from the list again.");
}
