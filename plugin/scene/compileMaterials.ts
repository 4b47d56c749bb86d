import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { delay } from "../delay";
import { fileError } from "./importErrors";

/** Milliseconds between two looks, about a frame. */
const pause = 16;

/**
 * Compiles the materials and uploads the textures of a container that is not in the scene yet, so that the first frame
 * with the model does not wait for them. A shader that does not compile is left to Babylon.js' own fallbacks; a texture
 * that cannot be decoded is a bad file, because Babylon.js would never draw the mesh.
 *
 * Not `forceCompilationAsync`, which does what this loop does but goes on looking for ever when nothing gets ready.
 */
export async function compileMaterials(container: AssetContainer, stop: AbortSignal): Promise<void> {
    // Each time all of them, so that they are compiled side by side.
    while (container.meshes.filter((mesh) => !isDrawable(mesh)).length > 0) {
        if (container.textures.some((texture) => texture.loadingError)) {
            throw fileError("A texture of the model is damaged and cannot be shown.");
        }
        await delay(pause, stop);
        stop.throwIfAborted();
    }
}

/** Lets the browser begin to compile the materials of a container, in the background where it can. */
export function startCompiling({ meshes }: AssetContainer): void {
    for (const mesh of meshes) isDrawable(mesh);
}

/** Starts what is missing, and is true once nothing more will come. */
function isDrawable(mesh: AbstractMesh): boolean {
    const effects = () => (mesh.subMeshes ?? []).map((part) => part.effect);
    return (
        mesh.isReady(true) ||
        effects().some((effect) => effect?.getCompilationError() && effect.allFallbacksProcessed())
    );
}
