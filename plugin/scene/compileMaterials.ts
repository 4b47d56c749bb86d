import type { AssetContainer } from "@babylonjs/core/assetContainer";
import { untilStopped } from "./importStop";

/**
 * Compiles the materials and uploads the textures of a container that is not in the scene yet, so that the first frame
 * with the model does not wait for them. A shader that does not compile is left to Babylon.js' own fallbacks.
 */
export async function compileMaterials(container: AssetContainer, signal: AbortSignal): Promise<void> {
    const compiling = container.meshes.map((mesh) => mesh.material?.forceCompilationAsync(mesh));
    await untilStopped(Promise.allSettled(compiling), signal);
}
