import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { sketchModel } from "../../model/sketchModel";
import { compileMaterials } from "../compileMaterials";
import { loadContainer } from "../loadContainer";

/**
 * Compiles what a file will be drawn with while its data are still worked on. Never fails: what is not compiled now is
 * compiled later. Returns a function that lets go of it, for when the model itself holds what was compiled.
 */
export function warmUp(bytes: Uint8Array, scene: Scene, stop: AbortSignal): () => void {
    let container: AssetContainer | undefined;
    let isOver = false;
    const end = () => {
        isOver = true;
        container?.dispose();
        container = undefined;
    };
    const run = async () => {
        const sketch = sketchModel(bytes);
        container = sketch && (await loadContainer(sketch, { scene, repairs: [], signal: stop }));
        if (isOver) {
            end();
        } else if (container) {
            await compileMaterials(container, stop);
        }
    };
    run().catch(end);
    return end;
}
