import { setImmediate } from "node:timers/promises";

/** Waits so many turns of the event loop at the first call, the next number at the next, and from the beginning again. */
export function createPace(turns: readonly number[]): () => Promise<void> {
    let calls = 0;
    return async () => {
        const count = turns[calls++ % Math.max(1, turns.length)] ?? 0;
        for (let turn = 0; turn < count; turn++) {
            await setImmediate();
        }
    };
}
