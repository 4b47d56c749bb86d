import type { Scene } from "@babylonjs/core/scene.js";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importModel";
import { followGeneration, placeGeneration } from "./followGeneration";
import { createGenerationWork, type GenerationListeners, type GenerationWork } from "./generationWork";
import { newGeneration } from "./newGeneration";
import type { PaneContext } from "./paneContext";
import type { Generation } from "./paneState";

export interface GenerationEffects {
    /** Sends the paid call for what is quoted on screen, once, then follows it into `scene`. */
    generate(scene: Scene): Promise<void>;
    /** Stops watching. What was bought stays bought and can be picked up again. */
    stop(id: string): void;
    /** Goes on watching, downloading and importing. Free. */
    resume(id: string): Promise<void>;
    /** Puts a model that is here into `scene`, again if need be. Free. */
    place(id: string, scene: Scene): Promise<void>;
    /** The node that carries the model, while it is in its scene. */
    wrapperOf(id: string): ImportedModel["wrapper"] | undefined;
    /** Takes it off the list, unless it is under way. A placed model stays in its scene. */
    forget(id: string): void;
    dispose(): void;
}

export function createGenerationEffects(context: PaneContext, listeners: GenerationListeners): GenerationEffects {
    const work = createGenerationWork(context, listeners);
    const { holdings, find, enter, restart } = work;
    let count = 0;
    return {
        generate: (scene) => generate(work, scene, `generation-${++count}`),
        stop: (id) => {
            if (enter(id, { name: "stopped" })) {
                holdings.get(id)?.watching.abort();
            }
        },
        resume: (id) => resume(work, id),
        place: async (id, scene) => {
            if (restart(id) !== undefined) {
                await placeGeneration(work, id, scene);
            }
        },
        wrapperOf: (id) => {
            const wrapper = holdings.get(id)?.model?.wrapper;
            return wrapper?.isDisposed() ? undefined : wrapper;
        },
        forget: (id) => {
            context.store.dispatch({ type: "generationForgotten", id });
            if (find(id) === undefined) {
                holdings.delete(id);
                listeners.onForgotten();
            }
        },
        dispose: () => {
            for (const { watching } of holdings.values()) {
                watching.abort();
            }
            holdings.clear();
        },
    };
}

async function generate(work: GenerationWork, scene: Scene, newId: string): Promise<void> {
    const { store, now } = work.context;
    const generation = newGeneration(store.getState(), newId, now());
    if (generation === undefined) {
        return;
    }
    // From here on the same press cannot pay again: the quote is gone before anything is awaited.
    store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
    work.holdings.set(newId, { watching: new AbortController(), scene });
    store.dispatch({ type: "generationAdded", generation });
    work.listeners.onQuoteUsed();
    const jobId = await submit(work, generation);
    if (jobId !== undefined) {
        await followGeneration(work, newId, jobId);
    }
}

async function submit(
    { context: { client, store }, enter }: GenerationWork,
    { id, request }: Generation,
): Promise<string | undefined> {
    try {
        const job = await client.submit(request);
        store.dispatch({ type: "jobSubmitted", id, jobId: job.jobId });
        return job.jobId;
    } catch (error) {
        const failure = toGenerationError(error, "unknown");
        enter(id, { name: failure.spending === "unknown" ? "unknown" : "failed", error: failure });
        return undefined;
    }
}

async function resume(work: GenerationWork, id: string): Promise<void> {
    const generation = work.find(id);
    const held = generation?.phase.name === "placed" ? undefined : work.restart(id);
    if (held?.collected !== undefined) {
        await placeGeneration(work, id, held.scene);
    } else if (held !== undefined && generation?.jobId !== undefined) {
        await followGeneration(work, id, generation.jobId);
    }
}
