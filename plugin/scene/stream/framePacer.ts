import type { Scene } from "@babylonjs/core/scene.js";

/** Milliseconds of a frame that an import may take. */
const sliceTime = 4;

/** Milliseconds after which work goes on in a scene that is not drawn. */
const longestFrame = 250;

/** Lets the scene draw in between pieces of work. */
export interface FramePacer {
    /** True while there is time in this frame. */
    hasTime(): boolean;
    /** Waits for the next frame. Rejects with the signal's reason. */
    nextFrame(): Promise<void>;
}

/** Makes a pacer for one import. Work in a page that nobody sees is not cut up. */
export function createFramePacer(scene: Scene, stop: AbortSignal): FramePacer {
    let start = performance.now();
    const isHidden = () => typeof document !== "undefined" && document.hidden;
    return {
        hasTime: () => performance.now() - start < sliceTime || isHidden(),
        nextFrame: async () => {
            await untilDrawn(scene, stop);
            stop.throwIfAborted();
            start = performance.now();
        },
    };
}

/** Just after the scene was drawn, so that what the frame still holds of time is used. */
function untilDrawn(scene: Scene, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const settle = () => {
            clearTimeout(timer);
            stop.removeEventListener("abort", settle);
            scene.onAfterRenderObservable.remove(observer);
            resolve();
        };
        const timer = setTimeout(settle, longestFrame);
        const observer = scene.onAfterRenderObservable.add(settle);
        stop.addEventListener("abort", settle, { once: true });
        if (stop.aborted) settle();
    });
}
