/** A clock that stands still until somebody waits; then it jumps to the end of the wait. */
export interface ManualClock {
    /** Milliseconds since 1970. */
    now: () => number;
    /** Takes no real time. Throws the signal's reason like the real one. */
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
    /** Every wait so far, in milliseconds. */
    waits: readonly number[];
}

/** `onWait` runs before each jump: the place to change something "meanwhile", or to abort. */
export function createManualClock(onWait?: (ms: number, count: number) => void): ManualClock {
    let time = Date.parse("2026-10-01T10:00:00Z");
    const waits: number[] = [];
    return {
        now: () => time,
        waits,
        delay: async (ms, signal) => {
            signal?.throwIfAborted();
            waits.push(ms);
            onWait?.(ms, waits.length);
            signal?.throwIfAborted();
            time += ms;
        },
    };
}
