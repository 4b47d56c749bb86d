import type { Scene } from "@babylonjs/core/scene.js";
import { GenerationError } from "../errors";
import { importGeneratedModel } from "../generateModel";
import { collectModelFile } from "../generation/collectModelFile";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importModel";
import type { GenerationWork } from "./generationWork";
import { placementFor } from "./newGeneration";

/** Watches a submitted job, downloads its file and puts it into the scene it was made for. Free. */
export async function followGeneration(work: GenerationWork, id: string, jobId: string): Promise<void> {
    const held = work.holdings.get(id);
    const waiting = { name: "running", status: "queued", statusWord: "queued", progress: 0 } as const;
    if (held === undefined || !work.enter(id, waiting)) {
        return;
    }
    const { signal } = held.watching;
    try {
        held.collected = await collectModelFile(work.context.client, jobId, {
            signal,
            onProgress: (progress) => signal.aborted || work.show(id, progress),
        });
    } catch (error) {
        if (!signal.aborted) {
            const failure = toGenerationError(error, "spent");
            work.enter(id, { name: failure.kind === "job" ? "failed" : "interrupted", error: failure });
        }
        return;
    }
    if (!signal.aborted) {
        await placeGeneration(work, id, held.scene);
    }
}

/** Puts a model file that is here into a scene. Free. */
export async function placeGeneration(work: GenerationWork, id: string, scene: Scene): Promise<void> {
    const held = work.holdings.get(id);
    const generation = work.find(id);
    if (held?.collected === undefined || generation === undefined) {
        return;
    }
    const { signal } = held.watching;
    held.scene = scene;
    if (scene.isDisposed) {
        work.enter(id, { name: "ready", error: sceneGone() });
        return;
    }
    if (!work.enter(id, { name: "importing", step: "check" })) {
        return;
    }
    try {
        const model = await importGeneratedModel(held.collected, {
            scene,
            orientation: generation.request.input.orientation,
            placement: placementFor(generation, work.context.store.getState()),
            name: generation.name,
            signal,
            onProgress: (progress) => signal.aborted || work.show(id, progress),
        });
        settle(work, id, model, signal);
    } catch (error) {
        if (!signal.aborted) {
            failImport(work, id, toGenerationError(error, "spent"));
        }
    }
}

/** A model that is in the scene just when the watching has been stopped leaves it again. */
function settle(work: GenerationWork, id: string, model: ImportedModel, signal: AbortSignal): void {
    const held = work.holdings.get(id);
    if (signal.aborted || held === undefined) {
        model.dispose();
        return;
    }
    held.model = model;
    work.enter(id, { name: "placed" });
    work.listeners.onPlaced(model.wrapper);
}

function failImport(work: GenerationWork, id: string, error: GenerationError): void {
    if (error.kind === "file") {
        // The same bytes would fail again; going on fetches them anew.
        delete work.holdings.get(id)?.collected;
        work.enter(id, { name: "interrupted", error });
    } else {
        work.enter(id, { name: "ready", error });
    }
}

function sceneGone(): GenerationError {
    return new GenerationError("The scene this model was made for is gone.", {
        kind: "scene",
        spending: "spent",
        advice: "Place it in the scene that is open now; that is free.",
    });
}
