/**
 * Waits for work that cannot be stopped, and stops waiting as soon as the signal aborts.
 *
 * @param discard gets a value that comes too late, to free it
 * @throws the signal's reason when it aborts first
 */
export function untilAborted<Value>(
    work: Promise<Value>,
    signal: AbortSignal | undefined,
    discard?: (late: Value) => void,
): Promise<Value> {
    return new Promise((resolve, reject) => {
        const stop = () => reject(signal?.reason);
        const settle = () => signal?.removeEventListener("abort", stop);
        work.then((value) => {
            settle();
            if (signal?.aborted) {
                discard?.(value);
            }
            resolve(value);
        }, reject).finally(settle);
        signal?.addEventListener("abort", stop, { once: true });
        if (signal?.aborted) {
            stop();
        }
    });
}
