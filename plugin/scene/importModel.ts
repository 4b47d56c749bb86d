import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { delay as realDelay } from "../delay";
import { type GenerationError, isGenerationError } from "../errors";
import type { ModelReport } from "../model/inspectModel";
import { inspectModelInWorker } from "../model/inspectModelInWorker";
import { isError } from "../model/modelReport";
import { checkDecoders } from "./checkDecoders";
import { checkIndices } from "./checkIndices";
import { compileMaterials } from "./compileMaterials";
import { completePlacement } from "./completePlacement";
import { checkExtras, extrasPaths, type KeptExtras } from "./extras";
import { fileError, sceneError } from "./importErrors";
import { type Delay, watchForStop } from "./importStop";
import { loadContainer } from "./loadContainer";
import { measureNodes } from "./measureNodes";
import { type ModelUse, setModelUse } from "./modelUse";
import { noteOwnedParts } from "./ownedParts";
import { applyPlacement, type PlaceableModel, planPlacement } from "./placeModel";
import { type Bounds, baseCentre, checkPlacement, type Placement } from "./placement";
import { writeProvenance } from "./provenance";
import { removeModel } from "./removeModel";

/** What an import is doing. */
export type ImportStep = "check" | "load" | "compile" | "add";

export interface ImportOptions {
    scene: Scene;
    placement?: Placement | undefined;
    /** The wrapper's name. Default "Model". */
    name?: string | undefined;
    signal?: AbortSignal | undefined;
    /** Milliseconds after which a load that does not settle is given up. Default 60,000. */
    deadline?: number | undefined;
    onProgress?: ((step: ImportStep) => void) | undefined;
    /** Parts of the file that are otherwise left out, because lights and cameras belong to the scene's author. */
    keep?: KeptExtras | undefined;
    /** How the model takes part in the scene: shadows, collisions, picking, physics. */
    use?: ModelUse | undefined;
    /** For tests: how the deadline waits. */
    delay?: Delay | undefined;
    /** Where the model came from; `writeProvenance` says what of it the wrapper keeps. */
    metadata?: Record<string, unknown> | undefined;
}

/** A model in the scene. */
export interface ImportedModel extends PlaceableModel {
    report: ModelReport;
    /** Removes everything the import brought. Deleting the wrapper does the same. */
    dispose(): void;
}

/**
 * Checks a GLB file in a Worker, loads it and places it, all or nothing: a failure or a cancel leaves the scene as it
 * was. A file can cause no request, start no animation and bring no light or camera that was not asked for.
 *
 * Throws a `GenerationError`: `file` for a bad file, also for one that needs a decoder this page does not serve; `scene`
 * when the scene is gone, does not take the model or the deadline has passed; `input` for an impossible placement. A
 * cancel rejects with the signal's own reason.
 */
export async function importModel(bytes: Uint8Array, options: ImportOptions): Promise<ImportedModel> {
    const { scene, signal, deadline = 60_000, delay = realDelay } = options;
    const stop = watchForStop({ scene, signal, deadline, delay });
    try {
        return await runImport(bytes, options, stop.signal);
    } finally {
        stop.release();
    }
}

async function runImport(bytes: Uint8Array, options: ImportOptions, stop: AbortSignal): Promise<ImportedModel> {
    const begin = (step: ImportStep) => {
        stop.throwIfAborted();
        options.onProgress?.(step);
        stop.throwIfAborted();
    };
    begin("check");
    checkPlacement(options.placement ?? {});
    const report = await checkFile(bytes, options.keep ?? {}, stop);
    begin("load");
    const container = await load(bytes, report, options, stop);
    try {
        checkIndices(container, report);
        begin("compile");
        await compile(container, stop);
        begin("add");
        return addModel(container, report, options);
    } catch (error) {
        container.dispose();
        throw error;
    }
}

async function checkFile(bytes: Uint8Array, keep: KeptExtras, stop: AbortSignal): Promise<ModelReport> {
    const report = await inspectModelInWorker(bytes, { signal: stop });
    const issue = report.issues.find(isError);
    if (issue) {
        throw fileError(issue.message, undefined, issue.advice);
    }
    checkDecoders(report);
    checkExtras(report, keep);
    return report;
}

async function load(
    bytes: Uint8Array,
    { repairs, nodes }: ModelReport,
    { scene, keep = {} }: ImportOptions,
    stop: AbortSignal,
): Promise<AssetContainer> {
    try {
        return await loadContainer(bytes, scene, [...repairs, ...extrasPaths(nodes, keep)], stop);
    } catch (error) {
        throw stop.aborted || isGenerationError(error)
            ? error
            : fileError("The model file could not be loaded.", error);
    }
}

async function compile(container: AssetContainer, stop: AbortSignal): Promise<void> {
    try {
        await compileMaterials(container, stop);
    } catch (error) {
        throw stop.aborted ? error : asSceneError(error);
    }
}

/** What Babylon.js, or an observer of the scene, throws while the model goes in. */
function asSceneError(error: unknown): GenerationError {
    return isGenerationError(error)
        ? error
        : sceneError("The model could not be put into the scene.", "Place it from the list again.", error);
}

function addModel(container: AssetContainer, report: ModelReport, options: ImportOptions): ImportedModel {
    try {
        return placeInScene(container, report, options);
    } catch (error) {
        throw asSceneError(error);
    }
}

function placeInScene(container: AssetContainer, report: ModelReport, options: ImportOptions): ImportedModel {
    const root = container.rootNodes.find((node) => node instanceof TransformNode);
    if (!root) {
        throw fileError("The model file shows nothing.");
    }
    const bounds = standOnOrigin(root);
    const placement = completePlacement(options.scene, bounds, options.placement ?? {});
    // Not in the scene before everything that can fail here is inside the rollback.
    const wrapper = new TransformNode(options.name ?? "Model", options.scene, false);
    const { front, unitsPerMetre } = placement;
    writeProvenance(wrapper, { ...options.metadata, bounds, front, unitsPerMetre });
    const dispose = () => removeModel(wrapper, container);
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
        wrapper.onDisposeObservable.addOnce(dispose);
        return model;
    } catch (error) {
        dispose();
        throw error;
    }
}

/** Moves the root so that the centre of the model's base is the origin of its wrapper. */
function standOnOrigin(root: TransformNode): Bounds {
    const { min, max } = measureNodes(root);
    if (![min.x, min.y, min.z, max.x, max.y, max.z].every((number) => Math.abs(number) < 1e9)) {
        throw fileError("The model file is damaged: the model has no measurable size.");
    }
    const base = baseCentre({ min, max });
    root.position.subtractFromFloatsToRef(base.x, base.y, base.z, root.position);
    return {
        min: { x: min.x - base.x, y: 0, z: min.z - base.z },
        max: { x: max.x - base.x, y: max.y - base.y, z: max.z - base.z },
    };
}
