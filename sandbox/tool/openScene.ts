import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine";
import type { Scene } from "@babylonjs/core/scene";
import { loadBabylon } from "./loadBabylon";
import { loadGlb } from "./loadGlb";
import { lookAtContent } from "./lookAtContent";
import { packGltf } from "./packGltf";
import { SceneFileError, type SceneFiles } from "./sceneFiles";
import { createBareScene } from "./sets";

export interface OpenedScene {
    scene: Scene;
    /** What is different from the file, as sentences. */
    notes: string[];
}

/**
 * Loads a scene beside the one that is shown. Nothing is left of it when that fails.
 * @throws {SceneFileError} for files that cannot be used; rejects with the signal's reason
 */
export async function openScene(files: SceneFiles, engine: AbstractEngine, signal: AbortSignal): Promise<OpenedScene> {
    const scene = createBareScene(engine);
    try {
        const notes = await load(files, scene, signal);
        lookAtContent(scene);
        return { scene, notes };
    } catch (error) {
        scene.dispose();
        if (signal.aborted || error instanceof SceneFileError) {
            throw error;
        }
        throw new SceneFileError(`${files.main.name} could not be opened: Babylon.js cannot read it.`, {
            cause: error,
        });
    }
}

async function load(files: SceneFiles, scene: Scene, signal: AbortSignal): Promise<string[]> {
    if (files.kind === "babylon") {
        return await loadBabylon(files, scene, signal);
    }
    const bytes = files.kind === "glb" ? new Uint8Array(await files.main.arrayBuffer()) : await packGltf(files);
    return await loadGlb(bytes, scene, signal);
}
