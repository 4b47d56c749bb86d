import type { DriveContext } from "./driveContext";
import { generationLock } from "./driveContext";
import { driveGeneration } from "./driveGeneration";
import { type GenerationStateName, isDriven } from "./generationState";

export interface GenerationDriver {
    /** Takes up everything that was left, also by tabs that are gone. */
    start(): Promise<void>;
    /** Lets go of all work; another tab goes on with it. */
    dispose(): void;
}

// ms.
const lockPause = 10_000;

/** Work under way in this tab, and what it began from. */
interface Step {
    stop: AbortController;
    from: GenerationStateName | undefined;
}

/**
 * Drives every generation that can go on by itself. Each tab has one driver; which of them works on a generation is
 * decided by its lock, and whoever waits for the lock takes over when the holder is gone.
 */
export function createGenerationDriver(context: DriveContext): GenerationDriver {
    const { ledger, locks, delay } = context;
    const lifetime = new AbortController();
    const steps = new Map<string, Step>();

    const drive = async (id: string, step: Step): Promise<void> => {
        let failures = 0;
        while (!lifetime.signal.aborted) {
            step.stop = new AbortController();
            // What this tab itself has just changed is no reason to stop.
            step.from = undefined;
            const signal = AbortSignal.any([lifetime.signal, step.stop.signal]);
            try {
                const record = await ledger.get(id);
                if (record === undefined || !isDriven(record.state)) {
                    return;
                }
                step.from = record.state.name;
                await driveGeneration(context, record, signal);
                failures = 0;
            } catch {
                // Either somebody changed the record, and the next round sees it; or the storage failed.
                if (!signal.aborted) {
                    failures += 1;
                    await delay(Math.min(60_000, 1000 * 2 ** failures), lifetime.signal).catch(() => undefined);
                }
            }
        }
    };

    const watch = (id: string): void => {
        if (steps.has(id) || lifetime.signal.aborted) {
            return;
        }
        const step: Step = { stop: new AbortController(), from: undefined };
        steps.set(id, step);
        locks
            .hold(generationLock(id), lifetime.signal, () => drive(id, step))
            // The work itself throws nothing: there is no lock to be had, which must not be asked for without a pause.
            .catch(() => delay(lockPause, lifetime.signal).catch(() => undefined))
            .finally(() => {
                steps.delete(id);
                void look(id);
            });
    };

    /** Begins what can go on, and ends what was begun from a state that is no more. */
    const look = async (id: string): Promise<void> => {
        const record = lifetime.signal.aborted ? undefined : await ledger.get(id).catch(() => undefined);
        const step = steps.get(id);
        if (step === undefined) {
            if (record !== undefined && isDriven(record.state)) {
                watch(id);
            }
        } else if (step.from !== undefined && record?.state.name !== step.from) {
            step.stop.abort();
        }
    };

    const stopListening = ledger.subscribe((message) => {
        for (const id of message.type === "records" ? message.ids : []) {
            void look(id);
        }
    });

    const start = async (): Promise<void> => {
        for (const { id, state } of await ledger.open()) {
            if (state.name === "interrupted") {
                // A new opening is a new beginning: the way may be free again. A full storage must not end it, since
                // this is where room is made; then the record waits for its own time.
                await ledger.apply(id, { type: "resumed" }).catch(() => undefined);
            }
            if (isDriven(state)) {
                watch(id);
            }
        }
    };

    return {
        start,
        dispose: () => {
            stopListening();
            lifetime.abort();
        },
    };
}
