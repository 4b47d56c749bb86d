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
import { type BroughtPicture, closeAhead, decodeAhead, streamTextures } from "./stream/streamTextures";
import { arePicturesLarge, type TakenPicture, takePictures } from "./stream/takePictures";

type Facts = Pick<ModelReport, "repairs" | "nodes" | "extensions" | "textures" | "issues">;

export interface LoadHooks {
    onCompile(): void;
    /** The pictures that are on the GPU already, once no more are on the way. */
    brought?: (() => Promise<readonly BroughtPicture[]>) | undefined;
}

/** True when the pictures of a file come in a few rows at a time. */
export function isStreamed({ textures }: Pick<ModelReport, "textures">, scene: Scene): boolean {
    return arePicturesLarge(textures) && partialUploads(scene.getEngine()) !== undefined;
}

/**
 * Loads a file that has passed the check beside the scene, until it could be drawn at once. The caller disposes the
 * container or adds it. Throws a `GenerationError`, or the signal's reason; nothing is left then.
 */
export async function loadModel(
    bytes: Uint8Array,
    facts: Facts,
    { scene, keep = {} }: Pick<ImportOptions, "scene" | "keep">,
    stop: AbortSignal,
    { onCompile, brought }: LoadHooks,
): Promise<AssetContainer> {
    let pictures = new Map<number, TakenPicture>();
    try {
        const container = await load(bytes, {
            ...{ scene, signal: stop, hasTrueBounds: hasTrueBounds(facts) },
            repairs: [...facts.repairs, ...extrasPaths(facts.nodes, keep)],
            prepare: async (data) => {
                pictures = isStreamed(facts, scene) ? await takePictures(data) : pictures;
                if (!brought) decodeAhead(pictures);
            },
        });
        return await orDisposed(container, async () => {
            checkIndices(container, facts);
            onCompile();
            await finish(container, { pictures, brought, scene, stop });
        });
    } finally {
        closeAhead(pictures);
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

async function orDisposed(container: AssetContainer, work: () => Promise<void>): Promise<AssetContainer> {
    try {
        await work();
        return container;
    } catch (error) {
        container.dispose();
        throw error;
    }
}

interface Finishing extends Pick<LoadHooks, "brought"> {
    pictures: ReadonlyMap<number, TakenPicture>;
    scene: Scene;
    stop: AbortSignal;
}

async function finish(container: AssetContainer, { pictures, brought, scene, stop }: Finishing): Promise<void> {
    try {
        // Before the textures, because what is compiled does not depend on what is in them.
        startCompiling(container);
        const there = (await brought?.()) ?? [];
        stop.throwIfAborted();
        await streamTextures(container, pictures, there, scene, stop);
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
