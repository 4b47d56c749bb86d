import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import { type GenerationError, isGenerationError } from "../errors";
import type { ModelReport } from "../model/inspectModel";
import { checkIndices } from "./checkIndices";
import { compileMaterials } from "./compileMaterials";
import { extrasPaths } from "./extras";
import { fileError, sceneError } from "./importErrors";
import type { ImportOptions } from "./importOptions";
import { loadContainer } from "./loadContainer";
import { partialUploads } from "./stream/partialUploads";
import { streamTextures } from "./stream/streamTextures";
import { arePicturesLarge, type TakenPicture, takePictures } from "./stream/takePictures";

type Facts = Pick<ModelReport, "repairs" | "nodes" | "extensions" | "textures">;

/**
 * Loads a file that has passed the check beside the scene, until it could be drawn at once. The caller disposes the
 * container or adds it. Throws a `GenerationError`, or the signal's reason; nothing is left then.
 */
export async function loadModel(
    bytes: Uint8Array,
    facts: Facts,
    options: Pick<ImportOptions, "scene" | "keep">,
    stop: AbortSignal,
    onCompile: () => void,
): Promise<AssetContainer> {
    const isStreamed = arePicturesLarge(facts.textures) && partialUploads(options.scene.getEngine()) !== undefined;
    let pictures = new Map<number, TakenPicture>();
    const container = await load(bytes, facts, options, stop, async (data) => {
        pictures = isStreamed ? await takePictures(data) : pictures;
    });
    try {
        checkIndices(container, facts);
        onCompile();
        // Side by side: what is compiled does not depend on what is in the textures.
        await Promise.all([streamTextures(container, pictures, options.scene, stop), compile(container, stop)]);
        await compile(container, stop);
        return container;
    } catch (error) {
        container.dispose();
        throw error;
    }
}

async function load(
    bytes: Uint8Array,
    { repairs, nodes }: Facts,
    { scene, keep = {} }: Pick<ImportOptions, "scene" | "keep">,
    stop: AbortSignal,
    prepare: Parameters<typeof loadContainer>[4],
): Promise<AssetContainer> {
    try {
        return await loadContainer(bytes, scene, [...repairs, ...extrasPaths(nodes, keep)], stop, prepare);
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
export function asSceneError(error: unknown): GenerationError {
    return isGenerationError(error)
        ? error
        : sceneError("The model could not be put into the scene.", "Place it from the list again.", error);
}
