import type { Scene } from "@babylonjs/core/scene.js";
import type { CollectedModelFile } from "../generation/collectModelFile";
import type { GenerationProgress } from "../generation/generationProgress";
import type { ImportedModel } from "../scene/importModel";
import { type GenerationPhase, isActive } from "./generationPhase";
import type { PaneContext } from "./paneContext";
import type { Generation } from "./paneState";

/** What a generation holds that is no state: its file, its work under way, and what stands in the scene. */
export interface Holdings {
    watching: AbortController;
    collected?: CollectedModelFile;
    model?: ImportedModel;
    scene: Scene;
}

export interface GenerationListeners {
    /** A quote was used up. */
    onQuoteUsed(): void;
    onPlaced(wrapper: ImportedModel["wrapper"]): void;
    onForgotten(): void;
}

/** What every step of a generation works on. */
export interface GenerationWork {
    context: PaneContext;
    listeners: GenerationListeners;
    holdings: Map<string, Holdings>;
    find(id: string): Generation | undefined;
    /** Tells whether the generation may and does go on to this phase. */
    enter(id: string, phase: GenerationPhase): boolean;
    show(id: string, progress: GenerationProgress): void;
    /** What a generation at rest holds, ready for another run; one that is under way gets no second one. */
    restart(id: string): Holdings | undefined;
}

export function createGenerationWork(context: PaneContext, listeners: GenerationListeners): GenerationWork {
    const { store, now } = context;
    const holdings = new Map<string, Holdings>();

    const find = (id: string): Generation | undefined =>
        store.getState().generations.find((generation) => generation.id === id);

    const enter = (id: string, phase: GenerationPhase): boolean => {
        const before = find(id);
        store.dispatch({ type: "phaseChanged", id, phase, at: now() });
        return find(id) !== before;
    };

    const show = (id: string, progress: GenerationProgress): void => {
        const phase = toPhase(progress);
        if (phase !== undefined) {
            enter(id, phase);
        }
    };

    const restart = (id: string): Holdings | undefined => {
        const held = holdings.get(id);
        const generation = find(id);
        if (held === undefined || generation === undefined || isActive(generation.phase)) {
            return undefined;
        }
        held.watching = new AbortController();
        return held;
    };

    return { context, listeners, holdings, find, enter, show, restart };
}

function toPhase(progress: GenerationProgress): GenerationPhase | undefined {
    switch (progress.stage) {
        case "job": {
            const { status, statusWord, progress: share } = progress.job;
            return { name: "running", status, statusWord, progress: share };
        }
        case "download":
            return { name: "downloading", loaded: progress.loaded, total: progress.total };
        case "import":
            return { name: "importing", step: progress.step };
        default:
            return undefined;
    }
}
