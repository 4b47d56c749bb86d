import type { Scene } from "@babylonjs/core/scene.js";
import { GenerationError } from "./errors";
import { afterPayment, type CollectedModelFile, collectModelFile } from "./generation/collectModelFile";
import type { GenerationProgress } from "./generation/generationProgress";
import type { ImageSource } from "./image/readBytes";
import { readSourceImage } from "./image/sourceImage";
import type { GenerationRequest } from "./scenario/generationRequest";
import type { ScenarioClient } from "./scenario/scenarioClient";
import { parseTripoOptions, type TripoOptions, tripoRequest } from "./scenario/tripo";
import { checkTarget } from "./scene/checkTarget";
import { copyModel } from "./scene/copyModel";
import { importModel } from "./scene/importModel";
import type { ImportedModel, ImportOptions } from "./scene/importOptions";
import type { ModelUse } from "./scene/modelUse";
import type { Placement } from "./scene/placement";

export { canvasPoint } from "./scene/canvasPoint";
export { checkTarget } from "./scene/checkTarget";
export { findCopyable } from "./scene/copyModel";
export { defaultPosition } from "./scene/defaultPosition";
export { editableModel, frontInWorld } from "./scene/editableModel";
export { createEditHistory } from "./scene/editHistory";
export { editModel } from "./scene/editModel";
export { exchangeModel, placeableModel } from "./scene/exchangeModel";
export { findGenerated } from "./scene/findGenerated";
export { createGhostBox } from "./scene/ghostBox";
export { editStep, importStep, removalStep, swapStep } from "./scene/historySteps";
export { dimensionsWith, modelDimensions } from "./scene/modelDimensions";
export { hasPhysics } from "./scene/modelPhysics";
export { readModelUse, sceneNotes, setModelUse } from "./scene/modelUse";
export { replaceModel } from "./scene/replaceModel";
export { originalOf, replaceNode } from "./scene/replaceNode";
export { replaceStandIn } from "./scene/replaceStandIn";
export { addStandIn } from "./scene/standIn";
export { standInFromPicture } from "./scene/standInFromPicture";
export { stepAside } from "./scene/stepAside";
export { inFrontOfCamera, sideBySide, standOn, surfaceAt } from "./scene/surfaceAt";
export { describeTarget, findNode } from "./scene/targetNode";

export interface GenerateModelOptions {
    client: ScenarioClient;
    scene: Scene;
    /** Tripo's options; what is left out has the model's default. */
    options?: Partial<TripoOptions>;
    /** Where and how it stands; by default on the ground where the camera looks, facing the camera. */
    placement?: Placement;
    /** How the model takes part in the scene: shadows, collisions, picking, physics. */
    use?: ModelUse;
    /** Name of the wrapper node. */
    name?: string;
    /** What the model may cost in the scene; a file over it is made lighter. By default 100,000 triangles and 64 MB of textures. */
    budget?: ImportOptions["budget"];
    /** Takes the model as soon as something of it can be seen, which may be a coarse version of it. */
    onShown?: ImportOptions["onShown"];
    /** Highest price accepted, in CU. Above it nothing is submitted. */
    maximumCost?: number;
    /** Stops watching. A job that was submitted goes on at the service and stays charged; `resumeGeneration` picks it up. */
    signal?: AbortSignal;
    onProgress?: (progress: GenerationProgress) => void;
}

/** A model in the scene, with what it came from. */
export interface GeneratedModel extends CollectedModelFile {
    model: ImportedModel;
}

/**
 * Turns one picture into a placed model: read, upload, quote, submit once, wait, download, import.
 *
 * @throws GenerationError saying what happened, what became of the money and what to do now; after the payment with the
 * job's id.
 * @throws the signal's reason when aborted. The id of a job that was submitted before comes with `onProgress`.
 */
export async function generateModel(source: ImageSource, options: GenerateModelOptions): Promise<GeneratedModel> {
    const { client, scene, signal, onProgress } = options;
    const modelOptions = parseTripoOptions(options.options ?? {});
    checkScene(scene);
    checkTarget(scene, { front: frontOf(modelOptions.orientation), ...options.placement });
    onProgress?.({ stage: "read" });
    const image = await readSourceImage(source, { signal });
    const assetId = await client.uploadImage(image, {
        signal,
        onProgress: ({ loaded, total }) => onProgress?.({ stage: "upload", loaded, total }),
    });
    const request = tripoRequest(assetId, modelOptions);
    const cost = await acceptedCost(request, options);
    onProgress?.({ stage: "submit", cost });
    signal?.throwIfAborted();
    checkScene(scene);
    // The paid call is not aborted half-way: its answer holds the only handle on what was bought.
    const job = await client.submit(request);
    return afterPayment(job.jobId, signal, () => {
        onProgress?.({ stage: "job", job });
        const asked = { ...request, pictureHash: image.contentHash };
        return collectGeneration(job.jobId, { ...options, name: options.name ?? modelName(image.name) }, asked);
    });
}

/**
 * Waits for a job that was submitted before, downloads its file and imports it. Costs nothing, so it is the way to go
 * on after a failure, an abort or a reload.
 *
 * @throws GenerationError and the signal's reason, as `generateModel` does.
 */
export async function resumeGeneration(jobId: string, options: GenerateModelOptions): Promise<GeneratedModel> {
    return collectGeneration(jobId, options, {});
}

async function collectGeneration(
    jobId: string,
    options: GenerateModelOptions,
    asked: Partial<GenerationRequest> & Pick<GeneratedFile, "pictureHash">,
): Promise<GeneratedModel> {
    const { client, signal, onProgress } = options;
    signal?.throwIfAborted();
    const { job, file } = await collectModelFile(client, jobId, { signal, onProgress });
    const { bytes, assetId } = file;
    // For when the service does not echo it.
    const input = { ...asked.input, ...options.options, ...job.input };
    const { pictureHash, modelId = job.modelId } = asked;
    const generated = { bytes, assetId, jobId: job.jobId, modelId, input, pictureHash };
    const model = await importGeneratedModel(generated, options);
    return { job, file, model };
}

/** A model file that is here, and what it came from. */
export interface GeneratedFile {
    bytes: Uint8Array;
    assetId: string;
    jobId: string;
    modelId: string | undefined;
    /** What the service's model was asked for. */
    input: Readonly<Record<string, unknown>>;
    /** SHA-256 of the source image, hexadecimal, when it is known. */
    pictureHash?: string | undefined;
}

export type ImportGeneratedOptions = Pick<
    GenerateModelOptions,
    "scene" | "placement" | "use" | "name" | "signal" | "onProgress" | "budget" | "onShown"
>;

/** Puts the file of a job into a scene. Costs nothing. */
export async function importGeneratedModel(
    { bytes, input, ...origin }: GeneratedFile,
    { scene, placement, use, name, signal, onProgress, budget, onShown }: ImportGeneratedOptions,
): Promise<ImportedModel> {
    const { image: _image, modelId: _modelId, ...options } = input;
    return afterPayment(origin.jobId, signal, () =>
        importModel(bytes, {
            scene,
            placement: { ...placement, front: placement?.front ?? frontOf(input.orientation) },
            metadata: { ...origin, options, licence },
            use,
            onProgress: (step) => onProgress?.({ stage: "import", step }),
            name,
            signal,
            budget,
            onShown,
        }),
    );
}

/** Puts a model of a job that stands in the scene there once more, at once, with the same geometry and textures. */
export async function copyGeneratedModel(
    source: ImportedModel,
    { jobId, input }: Pick<GeneratedFile, "jobId" | "input">,
    { placement, use, name, signal, onShown }: ImportGeneratedOptions,
): Promise<ImportedModel> {
    return afterPayment(jobId, signal, async () => {
        const front = placement?.front ?? frontOf(input.orientation);
        const model = copyModel(source, { use, name, placement: { ...placement, front } });
        try {
            onShown?.(model);
            return model;
        } catch (error) {
            model.dispose();
            throw error;
        }
    });
}

const licence = "Made with generative AI through Scenario. The terms of the account that paid say how it may be used.";

/** A picture's name without its extension, which a node has no use for. */
export function modelName(imageName: string): string {
    return imageName.replace(/\.[a-z0-9]+$/i, "");
}

/**
 * The side of the file that shows what the picture shows. Tripo's own front is +X (measured on its files); with
 * `align_image` the pictured side is taken to be glTF's front, +Z, which no recording confirms yet.
 */
export function frontOf(orientation: unknown): "+X" | "+Z" {
    return orientation === "align_image" ? "+Z" : "+X";
}

async function acceptedCost(request: GenerationRequest, options: GenerateModelOptions): Promise<number> {
    options.onProgress?.({ stage: "quote" });
    const { cost } = await options.client.quote(request, { signal: options.signal });
    // Written so that a limit that is no number allows nothing.
    if (options.maximumCost !== undefined && !(cost <= options.maximumCost)) {
        throw new GenerationError(
            `The generation would cost ${cost} CU, above the limit of ${options.maximumCost} CU.`,
            {
                kind: "limit",
                spending: "none",
                advice: "Raise the limit or choose cheaper options.",
            },
        );
    }
    return cost;
}

/** Nothing is bought for a scene that is gone. */
function checkScene(scene: Scene): void {
    if (scene.isDisposed) {
        throw new GenerationError("The scene was closed before anything was generated.", {
            kind: "scene",
            spending: "none",
            advice: "Open a scene and try again.",
        });
    }
}
