import { setImmediate } from "node:timers/promises";

/**
 * Lets the server answer others between two pieces of work.
 * @throws the signal's reason when the work was cancelled meanwhile
 */
export async function nextStep(signal: AbortSignal | undefined): Promise<void> {
    await setImmediate();
    signal?.throwIfAborted();
}
