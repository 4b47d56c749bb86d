export interface Watchdog {
    /** Aborts with the caller's signal, or after a silence. */
    signal: AbortSignal;
    /** Something moved: the silence starts again. */
    alive: () => void;
    /** Must be called in the end; frees the timer and the listener. */
    stop: () => void;
}

/** Ends a connection on which nothing has moved for `silence` milliseconds: without it, a dead one never fails. */
export function startWatchdog(
    startTimer: (ms: number, onEnd: () => void) => () => void,
    silence: number,
    signal: AbortSignal | undefined,
): Watchdog {
    const controller = new AbortController();
    const onSilence = () => controller.abort(new Error(`Nothing was heard for ${Math.round(silence / 1000)} seconds.`));
    const onAbort = () => controller.abort(signal?.reason);
    let stopTimer = startTimer(silence, onSilence);
    signal?.addEventListener("abort", onAbort, { once: true });
    return {
        signal: controller.signal,
        alive: () => {
            stopTimer();
            stopTimer = startTimer(silence, onSilence);
        },
        stop: () => {
            stopTimer();
            signal?.removeEventListener("abort", onAbort);
        },
    };
}
