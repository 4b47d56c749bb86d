import type { Scene } from "@babylonjs/core/scene.js";
import type { GenerateService } from "../state/generateService";
import { attachedScenes } from "./attachedScenes";
import { takeCanvasDrops } from "./canvasDrop";
import { showDraftLabels } from "./draftLabels";
import { createOverlay } from "./overlay";

const attached = new WeakMap<GenerateService, WeakSet<Scene>>();

/** Makes a scene's canvas take pictures, from when the pane was first opened until the service or the scene ends. */
export function attachCanvas(service: GenerateService, scene: Scene): void {
    const scenes = attached.get(service) ?? new WeakSet();
    attached.set(service, scenes);
    const canvas = scene.getEngine().getRenderingCanvas();
    if (canvas === null || scenes.has(scene) || scene.isDisposed) {
        return;
    }
    scenes.add(scene);
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
