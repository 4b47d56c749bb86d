import type { Scene } from "@babylonjs/core/scene.js";
import type { GenerateService } from "../state/generateService";
import { attachedScenes } from "./attachedScenes";
import { takeCanvasDrops } from "./canvasDrop";
import { showDraftLabels } from "./draftLabels";
import { createOverlay } from "./overlay";

/**
 * Makes a scene's canvas take pictures, from when the pane was first opened until the service or the scene ends. One
 * service at a time has the canvas.
 */
export function attachCanvas(service: GenerateService, scene: Scene): void {
    const canvas = scene.getEngine().getRenderingCanvas();
    if (canvas === null || attachedScenes.has(scene) || scene.isDisposed) {
        return;
    }
    attachedScenes.add(scene);
    const ending = new AbortController();
    const end = () => {
        attachedScenes.delete(scene);
        ending.abort();
    };
    service.signal.addEventListener("abort", end, { once: true, signal: ending.signal });
    scene.onDisposeObservable.addOnce(end);
    const overlay = createOverlay(canvas, ending.signal);
    takeCanvasDrops({ service, scene, canvas, overlay, signal: ending.signal });
    showDraftLabels({ service, scene, canvas, overlay, signal: ending.signal });
}
