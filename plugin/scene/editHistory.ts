import type { Scene } from "@babylonjs/core/scene.js";

/** What became of taking a step back or doing it again. */
export interface StepOutcome {
    /** False when nothing of it could be done; then the step is gone. */
    isDone: boolean;
    /** What was left as it is, and why, as a sentence. */
    note?: string;
}

/** Something that was done, and can be taken back and done again. */
export interface HistoryStep {
    /** In words for a button, as in "Resize vase". */
    label: string;
    undo(): StepOutcome | Promise<StepOutcome>;
    redo(): StepOutcome | Promise<StepOutcome>;
    /** Where it was done. It is let go of with that scene. */
    readonly scene?: Scene;
    /** True while it keeps something large that is not in the scene. */
    isHolding?(): boolean;
    /** Lets go of what it keeps. Called once, when it can neither be taken back nor done again. */
    dispose?(): void;
}

export interface HistoryState {
    /** What would be taken back next, and done again next. */
    undo: string | undefined;
    redo: string | undefined;
}

/** A bounded history of steps. One is taken back or done again at a time, also when that takes a while. */
export interface EditHistory {
    /** A step that was just done. What could have been done again before it is gone. */
    add(step: HistoryStep): void;
    /** @returns what became of it; undefined when there was nothing, or a step is still under way */
    undo(): Promise<StepOutcome | undefined>;
    redo(): Promise<StepOutcome | undefined>;
    /** Lets go of the steps that were done in a scene, which is gone. */
    forget(scene: Scene): void;
    getState(): HistoryState;
    /** @returns the function that ends the subscription. */
    subscribe(listener: () => void): () => void;
    dispose(): void;
}

export interface HistoryLimits {
    /** Steps kept. Default 100. */
    steps?: number;
    /** Steps that keep a model out of the scene; its memory on the GPU is not given back. Default 10. */
    held?: number;
}

export function createEditHistory({ steps = 100, held = 10 }: HistoryLimits = {}): EditHistory {
    // Both with the step that comes next at the end.
    const done: HistoryStep[] = [];
    const undone: HistoryStep[] = [];
    const listeners = new Set<() => void>();
    let isBusy = false;
    let state: HistoryState = { undo: undefined, redo: undefined };

    const tell = (): void => {
        state = { undo: done.at(-1)?.label, redo: undone.at(-1)?.label };
        for (const listener of [...listeners]) {
            listener();
        }
    };
    const drop = (list: HistoryStep[], count: number): void => {
        for (const step of list.splice(0, count)) {
            step.dispose?.();
        }
    };
    const isHolding = (step: HistoryStep) => step.isHolding?.() === true;
    /** The farthest steps go first, with all that lie beyond them. */
    const trim = (): void => {
        drop(done, Math.max(0, done.length - steps));
        const count = () => [...done, ...undone].filter(isHolding).length;
        while (count() > held) {
            const list = done.some(isHolding) ? done : undone;
            drop(list, list.findIndex(isHolding) + 1);
        }
    };
    const move = async (
        from: HistoryStep[],
        to: HistoryStep[],
        work: "undo" | "redo",
    ): Promise<StepOutcome | undefined> => {
        const step = from.at(-1);
        if (step === undefined || isBusy) {
            return undefined;
        }
        isBusy = true;
        try {
            const outcome = await step[work]();
            // Something may have been done while it took its time, which ended what could be done again.
            const isLeft = from.at(-1) === step;
            if (isLeft) {
                from.pop();
            }
            if (outcome.isDone && isLeft) {
                to.push(step);
            } else if (isLeft) {
                step.dispose?.();
            }
            trim();
            return outcome;
        } finally {
            isBusy = false;
            tell();
        }
    };

    return {
        add: (step) => {
            drop(undone, undone.length);
            done.push(step);
            trim();
            tell();
        },
        undo: () => move(done, undone, "undo"),
        redo: () => move(undone, done, "redo"),
        forget: (scene) => {
            for (const list of [done, undone]) {
                const others = list.filter((step) => step.scene !== scene);
                const gone = list.filter((step) => step.scene === scene);
                list.splice(0, list.length, ...gone, ...others);
                drop(list, gone.length);
            }
            tell();
        },
        getState: () => state,
        subscribe: (listener) => {
            listeners.add(listener);
            return () => void listeners.delete(listener);
        },
        dispose: () => {
            drop(done, done.length);
            drop(undone, undone.length);
            tell();
        },
    };
}
