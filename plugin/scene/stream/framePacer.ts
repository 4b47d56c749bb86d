import type { Scene } from "@babylonjs/core/scene.js";
import { partialUploads } from "./partialUploads";

/** Part of a frame that an import may take, and milliseconds: a scene that is slow anyway does not feel more of them. */
const [slice, shortest, longest] = [0.25, 4, 12];

/** Milliseconds after which work goes on in a scene that is not drawn, and without word from the GPU. */
const longestFrame = 250;
const longestWork = 2_000;

/** Lets the scene draw in between pieces of work. */
export interface FramePacer {
    /** True while there is time in this frame. */
    hasTime(): boolean;
    /** Waits for a frame, and until the GPU has done what it was given in the one before. Rejects with the signal's reason. */
    nextFrame(): Promise<void>;
}

/** Makes a pacer for one import. Work in a page that nobody sees is not cut up. */
export function createFramePacer(scene: Scene, stop: AbortSignal): FramePacer {
    let start = performance.now();
    let sliceTime = shortest;
    let isBeforeDone = () => true;
    const isHidden = () => typeof document !== "undefined" && document.hidden;
    return {
        hasTime: () => performance.now() - start < sliceTime || isHidden(),
        nextFrame: async () => {
            const isDone = watchGpu(scene);
            const end = performance.now() + longestWork;
            do {
                await untilDrawn(scene, stop);
                stop.throwIfAborted();
            } while (!isBeforeDone() && performance.now() < end);
            isBeforeDone = isDone;
            start = performance.now();
            sliceTime = Math.min(longest, Math.max(shortest, scene.getEngine().getDeltaTime() * slice));
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

/** Uploads wait in a queue before the GPU, and a frame behind many of them would come late. */
function watchGpu(scene: Scene): () => boolean {
    const gl = partialUploads(scene.getEngine());
    const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl?.flush();
    return () => {
        const isDone =
            !gl || !fence || gl.isContextLost() || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED;
        if (isDone) gl?.deleteSync(fence ?? null);
        return isDone;
    };
}
