import { createOwnLocks } from "./ownLocks";

/** Exclusive rights by name, among all tabs of this origin. A right ends with its work, or with its tab. */
export interface TabLocks {
    /**
     * Waits for the right and runs `work` while it is held.
     * @throws the signal's reason when it aborts during the wait
     */
    hold<Value>(name: string, signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value>;
    /** Runs `work` when the right is free now. @returns undefined when it is not */
    tryHold<Value>(name: string, work: () => Promise<Value>): Promise<Value | undefined>;
    /** Holds the right together with others who share it, and against those who want it alone, until the abort. */
    share(name: string, signal: AbortSignal): Promise<void>;
}

/** As much of the browser's own lock manager as is used here. */
export type LockManagerPort = Pick<LockManager, "request">;

/**
 * The browser's Web Locks. They exist in secure contexts only; elsewhere each tab has locks of its own, and what keeps
 * money safe is the database alone, whose transactions go through all tabs.
 */
export function createTabLocks(
    prefix: string,
    manager: LockManagerPort = (typeof navigator === "undefined" ? undefined : navigator.locks) ?? createOwnLocks(),
): TabLocks {
    return {
        hold: (name, signal, work) => manager.request(`${prefix}/${name}`, signal ? { signal } : {}, work),
        tryHold: (name, work) =>
            manager.request(`${prefix}/${name}`, { ifAvailable: true }, async (lock) =>
                lock === null ? undefined : work(),
            ),
        share: async (name, signal) => {
            if (!signal.aborted) {
                const ended = new Promise<void>((resolve) => {
                    signal.addEventListener("abort", () => resolve(), { once: true });
                });
                await manager.request(`${prefix}/${name}`, { mode: "shared" }, () => ended);
            }
        },
    };
}
