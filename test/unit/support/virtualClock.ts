/** Time that passes only when nothing real is left to happen. */
export interface VirtualClock {
    /** Milliseconds since 1970. */
    now: () => number;
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
    /** @returns the function that stops the timer */
    startTimer: (ms: number, onEnd: () => void) => () => void;
    /** Counts real work, such as a request, during which time stands still unless the work itself `waits` for time. */
    during<Value>(work: Promise<Value>, waits?: () => boolean): Promise<Value>;
    /** More real work: time stands still while this says so. */
    standStillWhile(isWorking: () => boolean): void;
    /**
     * Lets everything happen, and time pass from one timer to the next, until `isDone`.
     * @throws when nothing can happen any more, or after `limit` virtual ms
     */
    run(isDone: () => boolean, limit?: number): Promise<void>;
    /** Moves on by so much, with everything that falls due on the way. */
    pass(ms: number): Promise<void>;
    /** A jump nobody waited for: the computer slept, or its clock was set. Timers that are overdue come at once. */
    jump(ms: number): void;
}

interface Timer {
    due: number;
    ring: () => void;
}

// Turns of the event loop without real work after which it counts as quiet; the database takes several for a step.
const quietTurns = 12;
// Real ms after which work that does not end counts as stalled, so that only time can move it.
const stallTime = 60;
// Real ms that are waited for something that takes real time, such as a timer of the engine, before giving up.
const patience = 3000;
// Real ms that one turn counts at most: a longer one says that the machine was busy with something else.
const longestTurn = 2;

export function createVirtualClock(start = Date.parse("2026-10-01T10:00:00Z")): VirtualClock {
    let time = start;
    const underWay = new Set<() => boolean>();
    let changes = 0;
    const timers = new Set<Timer>();
    const works: (() => boolean)[] = [];
    const isWorking = () => works.some((isSo) => isSo());
    const isBusy = () => [...underWay].some((waits) => !waits());

    const add = (ms: number, ring: () => void): Timer => {
        const timer = { due: time + Math.max(0, ms), ring };
        timers.add(timer);
        return timer;
    };

    const next = (): Timer | undefined => {
        let earliest: Timer | undefined;
        for (const timer of timers) {
            if (earliest === undefined || timer.due < earliest.due) {
                earliest = timer;
            }
        }
        return earliest;
    };

    const settle = async (): Promise<void> => {
        let silence = 0;
        let seen = changes;
        for (let quiet = 0; quiet < quietTurns; ) {
            const before = performance.now();
            await new Promise((resolve) => setImmediate(resolve));
            silence += Math.min(longestTurn, performance.now() - before);
            const isMore = isBusy();
            if (changes !== seen) {
                seen = changes;
                silence = 0;
            } else if (isWorking() ? silence > patience : isMore && silence > stallTime) {
                return;
            }
            quiet = isMore || isWorking() ? 0 : quiet + 1;
        }
    };

    const ring = (timer: Timer): void => {
        timers.delete(timer);
        time = Math.max(time, timer.due);
        timer.ring();
    };

    const run: VirtualClock["run"] = async (isDone, limit = 24 * 3_600_000) => {
        const end = time + limit;
        let idleSince: number | undefined;
        for (;;) {
            await settle();
            if (isDone()) {
                return;
            }
            const timer = next();
            if (timer !== undefined && timer.due > end) {
                throw new Error(`It is not done after ${limit} virtual ms.`);
            }
            if (timer !== undefined) {
                idleSince = undefined;
                ring(timer);
            } else {
                idleSince ??= performance.now();
                if (performance.now() - idleSince > patience) {
                    throw new Error("Nothing can happen any more, and it is not done.");
                }
            }
        }
    };

    const pass = async (ms: number): Promise<void> => {
        const end = time + ms;
        await settle();
        for (let timer = next(); timer !== undefined && timer.due <= end; timer = next()) {
            ring(timer);
            await settle();
        }
        time = Math.max(time, end);
    };

    return {
        now: () => time,
        delay: (ms, signal) =>
            new Promise((resolve, reject) => {
                signal?.throwIfAborted();
                const stop = () => {
                    timers.delete(timer);
                    reject(signal?.reason);
                };
                const timer = add(ms, () => {
                    signal?.removeEventListener("abort", stop);
                    resolve();
                });
                signal?.addEventListener("abort", stop, { once: true });
            }),
        startTimer: (ms, onEnd) => {
            const timer = add(ms, onEnd);
            return () => timers.delete(timer);
        },
        during: async (work, waits = () => false) => {
            // A function of its own for each, since two of them may be the same.
            const entry = () => waits();
            underWay.add(entry);
            changes += 1;
            try {
                return await work;
            } finally {
                underWay.delete(entry);
                changes += 1;
            }
        },
        standStillWhile: (work) => void works.push(work),
        run,
        pass,
        jump: (ms) => {
            time += ms;
        },
    };
}
