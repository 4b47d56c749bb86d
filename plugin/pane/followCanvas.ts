import type { Scene } from "@babylonjs/core/scene.js";
import type { ISceneContext } from "./inspectorHost";

/**
 * Attaches something to the canvas of the scene that is open, now and whenever another one is opened. The signal ends
 * what was attached before.
 */
export function followCanvas(
    sceneContext: ISceneContext,
    attach: (canvas: HTMLCanvasElement, scene: Scene, signal: AbortSignal) => void,
): { dispose(): void } {
    let attached = new AbortController();
    const follow = () => {
        attached.abort();
        attached = new AbortController();
        const scene = sceneContext.currentScene;
        const canvas = scene?.getEngine().getRenderingCanvas();
        if (scene && canvas) {
            attach(canvas, scene, attached.signal);
        }
    };
    const observer = sceneContext.currentSceneObservable.add(follow);
    follow();
    return {
        dispose: () => {
            observer.remove();
            attached.abort();
        },
    };
}
