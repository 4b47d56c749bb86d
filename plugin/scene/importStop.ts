import type { Scene } from "@babylonjs/core/scene.js";
import type { GenerationError } from "../errors";
import { sceneError } from "./importErrors";

/** Waits; throws the signal's reason when it is aborted. */
export type Delay = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface StopOptions {
    scene: Scene;
    signal?: AbortSignal | undefined;
    /** Milliseconds. */
    deadline: number;
    delay: Delay;
}

/** Everything that can end an import early, as one signal whose reason is what to throw. */
export interface ImportStop {
    signal: AbortSignal;
    /** Ends the import for another reason. */
    end(reason: unknown): void;
    /** Lets go of the timer and the listeners. */
    release(): void;
}

/** Watches the caller's signal, the scene and the clock. A load may never settle, so the clock has to end it. */
export function watchForStop({ scene, signal, deadline, delay }: StopOptions): ImportStop {
    const stop = new AbortController();
    const clock = new AbortController();
    const cancel = () => stop.abort(signal?.reason);
    const observer = scene.onDisposeObservable.add(() => stop.abort(sceneGone()));
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) {
        cancel();
    } else if (scene.isDisposed) {
        stop.abort(sceneGone());
    }
    delay(deadline, clock.signal).then(
        () => clock.signal.aborted || stop.abort(tooSlow(deadline)),
        (error: unknown) => clock.signal.aborted || stop.abort(error),
    );
    const release = () => {
        clock.abort();
        signal?.removeEventListener("abort", cancel);
        scene.onDisposeObservable.remove(observer);
    };
    return { signal: stop.signal, end: (reason) => stop.abort(reason), release };
}

/** Settles like the work, or rejects with the signal's reason at once; what the work still brings is then discarded. */
export function untilStopped<T>(work: Promise<T>, signal: AbortSignal, discard?: (late: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
        const stop = () => reject(signal.reason);
        signal.addEventListener("abort", stop, { once: true });
        if (signal.aborted) {
            stop();
        }
        work.then(
            (value) => (signal.aborted ? discard?.(value) : resolve(value)),
            (error: unknown) => reject(error),
        ).finally(() => signal.removeEventListener("abort", stop));
    });
}

function sceneGone(): GenerationError {
    return sceneError(
        "The scene was closed before the model was in it.",
        "Open the scene again and place the model from the list.",
    );
}

function tooSlow(deadline: number): GenerationError {
    return sceneError(
        `The model was not ready after ${Math.round(deadline / 1000)} seconds.`,
        "Try to place it again; if that fails too, the file is probably damaged.",
    );
}
