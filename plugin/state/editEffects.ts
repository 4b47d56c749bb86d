import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Observer } from "@babylonjs/core/Misc/observable.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { explainError, isGenerationError } from "../errors";
import {
    createEditHistory,
    dimensionsWith,
    editModel,
    editStep,
    importStep,
    removalStep,
    setModelUse,
} from "../generateModel";
import type { HistoryStep, StepOutcome } from "../scene/editHistory";
import type { ModelEdit } from "../scene/editModel";
import type { ModelUse } from "../scene/modelUse";
import type { Dimensions, Size } from "../scene/placement";
import { type ModelFacts, measured, modelFacts, sceneFacts } from "./modelFacts";
import { createStore, type ObservableStore } from "./observableStore";
import type { PaneContext } from "./paneContext";

/** What can be taken back and done again, and what the last change could not do. Immutable. */
export interface EditState {
    undo: string | undefined;
    redo: string | undefined;
    notice: string | undefined;
    /** Counts the changes, for those who show what is read from the scene. */
    revision: number;
}

/** Changes of models that are in a scene: free, and taken back one by one. Nothing here throws or rejects. */
export interface EditEffects {
    store: Pick<ObservableStore<EditState, never>, "getState" | "subscribe">;
    /** What is known of the model that a node belongs to. */
    factsOf(node: Node): ModelFacts | undefined;
    /** What a scene has for its models, and lacks. */
    sceneFacts(scene: Scene): Pick<ModelFacts, "hasPhysics" | "notes">;
    /** How large it would be, in metres; undefined for a size it cannot have. */
    preview(facts: ModelFacts, size: Size): Dimensions | undefined;
    edit(facts: ModelFacts, edit: ModelEdit): void;
    use(facts: ModelFacts, use: ModelUse): void;
    remove(facts: ModelFacts): void;
    undo(): Promise<void>;
    redo(): Promise<void>;
    /** A model was put into a scene. */
    notePlaced(wrapper: TransformNode): void;
    /** Something else was done that can be taken back: replacing a node, for example. */
    record(step: HistoryStep): void;
    /**
     * Something takes its time, and is recorded when it is done. An undo meanwhile is meant for it, and not for what was
     * done before. @returns the function that tells its end
     */
    begin(change: ChangeUnderWay): () => void;
    dispose(): void;
}

/** A change that is not yet to be seen. */
export interface ChangeUnderWay {
    label: string;
    takeBack(): Promise<void>;
}

const labels: Record<ModelEdit["kind"], string> = {
    size: "Resize",
    turn: "Turn",
    face: "Turn",
    move: "Move",
    ground: "Put on the ground:",
};

type EditAction = Partial<Omit<EditState, "revision">>;

export function createEditEffects({ store: pane }: Pick<PaneContext, "store">): EditEffects {
    const history = createEditHistory();
    const initial: EditState = { undo: undefined, redo: undefined, notice: undefined, revision: 0 };
    const store = createStore<EditState, EditAction>(
        (state, changes) => ({ ...state, ...changes, revision: state.revision + 1 }),
        initial,
    );
    let underWay: readonly ChangeUnderWay[] = [];
    const tell = () => {
        const change = underWay.at(-1);
        store.dispatch(change === undefined ? history.getState() : { undo: change.label, redo: undefined });
    };
    const stop = history.subscribe(tell);

    const watched = new Map<Scene, Observer<Scene>>();

    const add = (step: HistoryStep): void => {
        const { scene } = step;
        if (scene !== undefined && !watched.has(scene)) {
            const observer = scene.onDisposeObservable.addOnce(() => {
                watched.delete(scene);
                history.forget(scene);
            });
            watched.set(scene, observer);
        }
        history.add(step);
    };

    /** Does something now; what cannot be done is said where it was asked for. */
    const attempt = (work: () => void): void => {
        try {
            store.dispatch({ notice: undefined });
            work();
        } catch (error) {
            if (!isGenerationError(error)) {
                throw error;
            }
            store.dispatch({ notice: explainError(error) });
        }
    };

    const step = async (take: () => Promise<StepOutcome | undefined>): Promise<void> => {
        const outcome = await take();
        store.dispatch({ notice: outcome?.note });
        pane.dispatch({ type: "sceneChanged" });
    };

    return {
        store: { getState: store.getState, subscribe: store.subscribe },
        factsOf: (node) => modelFacts(node, pane.getState()),
        sceneFacts,
        preview: ({ model }, size) => measured(() => dimensionsWith(model, size)),
        edit: ({ model, wrapper }, edit) =>
            attempt(() => {
                const done = editModel(model, edit);
                add(editStep(`${labels[edit.kind]} ${wrapper.name}`, wrapper, done));
            }),
        use: ({ wrapper }, use) => {
            attempt(() => setModelUse(wrapper, use));
            store.dispatch({});
        },
        remove: ({ wrapper }) => attempt(() => add(removalStep(`Delete ${wrapper.name}`, wrapper))),
        undo: () => underWay.at(-1)?.takeBack() ?? step(history.undo),
        redo: async () => (underWay.length > 0 ? undefined : step(history.redo)),
        notePlaced: (wrapper) => add(importStep(`Place ${wrapper.name}`, wrapper)),
        record: add,
        begin: (change) => {
            underWay = [...underWay, change];
            tell();
            return () => {
                underWay = underWay.filter((other) => other !== change);
                tell();
            };
        },
        dispose: () => {
            stop();
            for (const observer of watched.values()) {
                observer.remove();
            }
            watched.clear();
            history.dispose();
        },
    };
}
