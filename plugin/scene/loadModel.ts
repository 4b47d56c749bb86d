import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isGenerationError } from "../errors";
import type { ModelReport } from "../model/inspectModel";
import { checkIndices } from "./checkIndices";
import { compileMaterials, startCompiling } from "./compileMaterials";
import { extrasPaths } from "./extras";
import { fileError, sceneError } from "./importErrors";
import type { ImportOptions } from "./importOptions";
import { type LoadSettings, loadContainer } from "./loadContainer";
import { partialUploads } from "./stream/partialUploads";
import { streamTextures } from "./stream/streamTextures";
import { arePicturesLarge, type TakenPicture, takePictures } from "./stream/takePictures";

type Facts = Pick<ModelReport, "repairs" | "nodes" | "extensions" | "textures" | "issues">;

/**
 * Loads a file that has passed the check beside the scene, until it could be drawn at once. The caller disposes the
 * container or adds it. Throws a `GenerationError`, or the signal's reason; nothing is left then.
 */
export async function loadModel(
    bytes: Uint8Array,
    facts: Facts,
    { scene, keep = {} }: Pick<ImportOptions, "scene" | "keep">,
    stop: AbortSignal,
    onCompile: () => void,
): Promise<AssetContainer> {
    const isStreamed = arePicturesLarge(facts.textures) && partialUploads(scene.getEngine()) !== undefined;
    let pictures = new Map<number, TakenPicture>();
    const container = await load(bytes, {
        ...{ scene, signal: stop, hasTrueBounds: hasTrueBounds(facts) },
        repairs: [...facts.repairs, ...extrasPaths(facts.nodes, keep)],
        prepare: async (data) => {
            pictures = isStreamed ? await takePictures(data) : pictures;
        },
    });
    try {
        checkIndices(container, facts);
        onCompile();
        await finish(container, pictures, scene, stop);
        return container;
    } catch (error) {
        container.dispose();
        throw error;
    }
}

/** What the check could not look into, or what a wrong size was found in, has to be measured. */
function hasTrueBounds({ extensions, issues }: Facts): boolean {
    const unseen = ["KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_mesh_quantization"];
    return !issues.some(({ code }) => code === "wrong-bounds") && !extensions.some((name) => unseen.includes(name));
}

async function load(bytes: Uint8Array, settings: LoadSettings): Promise<AssetContainer> {
    try {
        return await loadContainer(bytes, settings);
    } catch (error) {
        throw settings.signal.aborted || isGenerationError(error)
            ? error
            : fileError("The model file could not be loaded.", error);
    }
}

async function finish(
    container: AssetContainer,
    pictures: ReadonlyMap<number, TakenPicture>,
    scene: Scene,
    stop: AbortSignal,
): Promise<void> {
    try {
        // Before the textures, because what is compiled does not depend on what is in them.
        startCompiling(container);
        await streamTextures(container, pictures, scene, stop);
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
