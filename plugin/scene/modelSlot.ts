import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { ModelReport } from "../model/inspectModel";
import { fileError, sceneError } from "./importErrors";
import type { ImportedModel, ImportOptions } from "./importOptions";
import type { ImportStop } from "./importStop";
import { asSceneError } from "./loadModel";
import { measureNodes } from "./measureNodes";
import { takeContents } from "./modelContents";
import { renewPhysics } from "./modelPhysics";
import { readModelUse, setModelUse } from "./modelUse";
import { noteModel, ownedModel } from "./ownedParts";
import { type Bounds, measureDimensions, scaleFor } from "./placement";
import { removeContents } from "./removeModel";
import { standModel } from "./standModel";
import { standOnOrigin } from "./standOnOrigin";

/** Where an import puts its model: a coarse one and then all of it, under one wrapper. */
export interface ModelSlot {
    /**
     * Puts a container into the scene, in place of the one before, in one step. `report`: of the caller's file.
     * `extent`: what the model measures in its own space, when its own vertices do not say exactly. On an error the
     * container stays the caller's.
     */
    show(container: AssetContainer, report: ModelReport, extent?: Bounds): ImportedModel;
    /** Takes everything out of the scene again. */
    clear(): void;
}

/** Makes an empty slot. When its model is deleted the import stops. */
export function createModelSlot(options: ImportOptions, stop: Pick<ImportStop, "end">): ModelSlot {
    let shown: ImportedModel | undefined;
    const tell = (model: ImportedModel) => {
        try {
            options.onShown?.(model);
        } catch (error) {
            // Also for a coarse version, whose other failures are none of the import.
            stop.end(asSceneError(error));
            throw error;
        }
    };
    const place = (container: AssetContainer, report: ModelReport, extent: Bounds | undefined) => {
        const model = placeInScene(container, report, options, extent);
        shown = model;
        model.wrapper.onDisposeObservable.addOnce(() => stop.end(modelGone()));
        tell(model);
        return model;
    };
    return {
        show: (container, report, extent) => {
            try {
                return shown ? exchangeContents(shown, container, options) : place(container, report, extent);
            } catch (error) {
                throw asSceneError(error);
            }
        },
        clear: () => shown?.dispose(),
    };
}

function rootOf({ rootNodes }: AssetContainer): TransformNode {
    const root = rootNodes.find((node) => node instanceof TransformNode);
    if (!root) {
        throw fileError("The model file shows nothing.");
    }
    return root;
}

function placeInScene(
    container: AssetContainer,
    report: ModelReport,
    options: ImportOptions,
    extent: Bounds | undefined,
): ImportedModel {
    const root = rootOf(container);
    const bounds = standOnOrigin(root, extent);
    const bring = () => {
        container.addAllToScene();
        return takeContents(container, root);
    };
    return standModel({ ...options, report, bounds, bring, isCoarse: extent !== undefined });
}

/** Nothing but the contents changes: the wrapper is as the user has left it. */
function exchangeContents(model: ImportedModel, container: AssetContainer, options: ImportOptions): ImportedModel {
    const root = rootOf(container);
    const bounds = standOnOrigin(root);
    const ratio = scaleRatio(model, bounds, options);
    const { physics: _, ...use } = readModelUse(model.wrapper);
    const old = ownedModel(model.wrapper);
    container.addAllToScene();
    const contents = takeContents(container, root);
    root.parent = model.wrapper;
    if (old) removeContents(model.root, old.contents, model.wrapper);
    model.wrapper.scaling.scaleInPlace(ratio);
    noteModel({ model, contents, budget: options.budget, isCoarse: false });
    setModelUse(model.wrapper, use);
    if (Math.abs(ratio - 1) > 1e-6) {
        renewPhysics(model.wrapper);
    }
    model.root = root;
    model.bounds = bounds;
    const { min, max } = measureNodes(root);
    model.size = { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
    return model;
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
