import type { Scene } from "@babylonjs/core/scene.js";
import { GenerationError } from "../errors";
import { importGeneratedModel } from "../generateModel";
import { type CollectedModelFile, collectModelFile } from "../generation/collectModelFile";
import type { GenerationProgress } from "../generation/generationProgress";
import { toGenerationError } from "../generation/toGenerationError";
import { tripoRequest } from "../generation/tripoGeneration";
import type { ImportedModel } from "../scene/importModel";
import { type GenerationPhase, isActive } from "./generationPhase";
import { newGeneration, placementFor } from "./newGeneration";
import type { PaneContext } from "./paneContext";
import type { Generation } from "./paneState";

/** What a generation holds that is no state: its file, its work under way, and what stands in the scene. */
interface Holdings {
    watching: AbortController;
    collected?: CollectedModelFile;
    model?: ImportedModel;
    scene: Scene;
}

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

export interface GenerationListeners {
    /** A quote was used up. */
    onQuoteUsed(): void;
    onPlaced(wrapper: ImportedModel["wrapper"]): void;
    onForgotten(): void;
}

export function createGenerationEffects(context: PaneContext, listeners: GenerationListeners): GenerationEffects {
    const { store, client, now } = context;
    const holdings = new Map<string, Holdings>();
    let count = 0;

    const find = (id: string): Generation | undefined =>
        store.getState().generations.find((generation) => generation.id === id);

    /** Tells whether the generation may and does go on to this phase. */
    const enter = (id: string, phase: GenerationPhase): boolean => {
        const before = find(id);
        store.dispatch({ type: "phaseChanged", id, phase, at: now() });
        return find(id) !== before;
    };

    const generate = async (scene: Scene): Promise<void> => {
        const generation = newGeneration(store.getState(), `generation-${++count}`, now());
        if (generation === undefined) {
            return;
        }
        const { id, assetId, ...rest } = generation;
        // From here on the same press cannot pay again: the quote is gone before anything is awaited.
        store.dispatch({ type: "quoteChanged", quote: { status: "none" } });
        holdings.set(id, { watching: new AbortController(), scene });
        store.dispatch({ type: "generationAdded", generation: { id, ...rest } });
        listeners.onQuoteUsed();
        const jobId = await submit(id, assetId, rest.options);
        if (jobId !== undefined) {
            await follow(id, jobId);
        }
    };

    const submit = async (id: string, assetId: string, options: Generation["options"]): Promise<string | undefined> => {
        try {
            const job = await client.submit(tripoRequest(assetId, options));
            store.dispatch({ type: "jobSubmitted", id, jobId: job.jobId });
            return job.jobId;
        } catch (error) {
            const failure = toGenerationError(error, "unknown");
            enter(id, { name: failure.spending === "unknown" ? "unknown" : "failed", error: failure });
            return undefined;
        }
    };

    const follow = async (id: string, jobId: string): Promise<void> => {
        const held = holdings.get(id);
        if (held === undefined || !enter(id, { name: "running", statusWord: "queued", progress: 0 })) {
            return;
        }
        const { signal } = held.watching;
        try {
            const onProgress = (progress: GenerationProgress) => signal.aborted || show(id, progress);
            held.collected = await collectModelFile(client, jobId, { signal, onProgress });
        } catch (error) {
            if (!signal.aborted) {
                const failure = toGenerationError(error, "spent");
                enter(id, { name: failure.kind === "job" ? "failed" : "interrupted", error: failure });
            }
            return;
        }
        if (!signal.aborted) {
            await placeIn(id, held.scene);
        }
    };

    const show = (id: string, progress: GenerationProgress): void => {
        const phase = toPhase(progress);
        if (phase !== undefined) {
            enter(id, phase);
        }
    };

    const placeIn = async (id: string, scene: Scene): Promise<void> => {
        const held = holdings.get(id);
        const generation = find(id);
        if (held?.collected === undefined || generation === undefined) {
            return;
        }
        const { signal } = held.watching;
        held.scene = scene;
        if (scene.isDisposed) {
            enter(id, { name: "ready", error: sceneGone() });
            return;
        }
        if (!enter(id, { name: "importing", step: "check" })) {
            return;
        }
        try {
            const model = await importGeneratedModel(held.collected, {
                scene,
                options: generation.options,
                placement: placementFor(generation, store.getState()),
                name: generation.name,
                signal,
                onProgress: (progress) => signal.aborted || show(id, progress),
            });
            settle(id, model, signal);
        } catch (error) {
            if (!signal.aborted) {
                failImport(id, toGenerationError(error, "spent"));
            }
        }
    };

    /** A model that is in the scene just when the watching has been stopped leaves it again. */
    const settle = (id: string, model: ImportedModel, signal: AbortSignal): void => {
        const held = holdings.get(id);
        if (signal.aborted || held === undefined) {
            model.dispose();
            return;
        }
        held.model = model;
        enter(id, { name: "placed" });
        listeners.onPlaced(model.wrapper);
    };

    const failImport = (id: string, error: GenerationError): void => {
        if (error.kind === "file") {
            // The same bytes would fail again; going on fetches them anew.
            delete holdings.get(id)?.collected;
            enter(id, { name: "interrupted", error });
        } else {
            enter(id, { name: "ready", error });
        }
    };

    const stop = (id: string): void => {
        if (enter(id, { name: "stopped" })) {
            holdings.get(id)?.watching.abort();
        }
    };

    /** What a generation at rest holds, ready for another run; one that is under way gets no second one. */
    const restart = (id: string): Holdings | undefined => {
        const held = holdings.get(id);
        const generation = find(id);
        if (held === undefined || generation === undefined || isActive(generation.phase)) {
            return undefined;
        }
        held.watching = new AbortController();
        return held;
    };

    const resume = async (id: string): Promise<void> => {
        const jobId = find(id)?.jobId;
        const held = find(id)?.phase.name === "placed" ? undefined : restart(id);
        if (held?.collected !== undefined) {
            await placeIn(id, held.scene);
        } else if (held !== undefined && jobId !== undefined) {
            await follow(id, jobId);
        }
    };

    const place = async (id: string, scene: Scene): Promise<void> => {
        if (restart(id) !== undefined) {
            await placeIn(id, scene);
        }
    };

    const wrapperOf = (id: string): ImportedModel["wrapper"] | undefined => {
        const wrapper = holdings.get(id)?.model?.wrapper;
        return wrapper?.isDisposed() ? undefined : wrapper;
    };

    const forget = (id: string): void => {
        store.dispatch({ type: "generationForgotten", id });
        if (find(id) === undefined) {
            holdings.delete(id);
            listeners.onForgotten();
        }
    };

    const dispose = (): void => {
        for (const { watching } of holdings.values()) {
            watching.abort();
        }
        holdings.clear();
    };

    return { generate, stop, resume, place, wrapperOf, forget, dispose };
}

function toPhase(progress: GenerationProgress): GenerationPhase | undefined {
    switch (progress.stage) {
        case "job":
            return { name: "running", statusWord: progress.job.statusWord, progress: progress.job.progress };
        case "download":
            return { name: "downloading", loaded: progress.loaded, total: progress.total };
        case "import":
            return { name: "importing", step: progress.step };
        default:
            return undefined;
    }
}

function sceneGone(): GenerationError {
    return new GenerationError("The scene this model was made for is gone.", {
        kind: "scene",
        spending: "spent",
        advice: "Place it in the scene that is open now; that is free.",
    });
}
