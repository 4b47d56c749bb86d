import type { Scene } from "@babylonjs/core/scene.js";
import type { ModelReport } from "../model/inspectModel";
import type { WorkerOptimiser } from "../model/optimiseModelInWorker";
import type { KeptExtras } from "./extras";
import type { Delay } from "./importStop";
import type { ModelUse } from "./modelUse";
import type { PlaceableModel } from "./placeModel";
import type { Placement } from "./placement";

/** What an import is doing. `optimise` comes only where the file is over the budget. */
export type ImportStep = "check" | "optimise" | "load" | "compile" | "add";

/** What a model may cost in the scene. */
export interface ModelBudget {
    /** Triangles drawn, copies counted each. Default 100,000. */
    triangles?: number | undefined;
    /** Bytes on the GPU of all textures with mipmaps. Default 64 MB. */
    textureMemory?: number | undefined;
}

export interface ImportOptions {
    scene: Scene;
    placement?: Placement | undefined;
    /** The wrapper's name. Default "Model". */
    name?: string | undefined;
    signal?: AbortSignal | undefined;
    /** Milliseconds after which an import that does not settle is given up. Default 60,000. */
    deadline?: number | undefined;
    onProgress?: ((step: ImportStep) => void) | undefined;
    /**
     * Takes the model as soon as something of it can be seen: a coarse version of a file over the budget, or all of it.
     * The model is the one that is returned at last; what is done to its wrapper meanwhile stays.
     */
    onShown?: ((model: ImportedModel) => void) | undefined;
    /** What the model may cost. A file over it is made lighter first; with "none" every file comes in as it is. */
    budget?: ModelBudget | "none" | undefined;
    /** Parts of the file that are otherwise left out, because lights and cameras belong to the scene's author. */
    keep?: KeptExtras | undefined;
    /** How the model takes part in the scene: shadows, collisions, picking, physics. */
    use?: ModelUse | undefined;
    /** For tests: how the deadline waits. */
    delay?: Delay | undefined;
    /** For tests: how a file is made lighter. */
    optimise?: WorkerOptimiser | undefined;
    /** Where the model came from; `writeProvenance` says what of it the wrapper keeps. */
    metadata?: Record<string, unknown> | undefined;
}

/** What a model costs. */
export interface ModelCost {
    triangles: number;
    /** Bytes on the GPU of all textures with mipmaps. */
    textureMemory: number;
}

/** What was done about a file over the budget. */
export interface ImportOptimisation {
    /** What the file costs. */
    from: ModelCost;
    /** What is in the scene: the same when nothing was changed. */
    to: ModelCost;
    /** Why the file is in the scene as it is, as a sentence. Absent when it was made lighter. */
    reason?: string | undefined;
    /** What was done, each a sentence. */
    steps: readonly string[];
    /** What was to be done and could not be, each a sentence. */
    shortcomings: readonly string[];
}

/** A model in the scene. */
export interface ImportedModel extends PlaceableModel {
    /** What the file is. What of it is in the scene may be less: see `optimisation`. */
    report: ModelReport;
    /** Absent when the file is within the budget, when there is none, and while a coarse version is shown. */
    optimisation?: ImportOptimisation | undefined;
    /** Removes everything the import brought. Deleting the wrapper does the same. */
    dispose(): void;
}
