import type { TabLocks } from "../../../plugin/generation/tabLocks";

/** The Web Locks of one browser, with tabs that can die. */
export interface SharedLocks {
    /** A tab's view of the locks. */
    forTab(tab: string): TabLocks;
    /** Frees everything a tab holds or waits for, as the browser does when it is gone. */
    kill(tab: string): void;
    /** Names of the locks that are held. */
    held(): string[];
}

interface Request {
    tab: string;
    name: string;
    isShared: boolean;
    grant: () => void;
}

export function createSharedLocks(): SharedLocks {
    let held: Request[] = [];
    let waiting: Request[] = [];
    const dead = new Set<string>();

    const isFree = ({ name, isShared }: Request, before: readonly Request[]): boolean =>
        [...held, ...before].every((other) => other.name !== name || (isShared && other.isShared));

    const grantFree = (): void => {
        const stillWaiting: Request[] = [];
        for (const request of waiting) {
            if (isFree(request, stillWaiting)) {
                held.push(request);
                request.grant();
            } else {
                stillWaiting.push(request);
            }
        }
        waiting = stillWaiting;
    };

    const release = (request: Request): void => {
        held = held.filter((other) => other !== request);
        grantFree();
    };

    const ask = async (request: Omit<Request, "grant">, signal: AbortSignal | undefined): Promise<Request> =>
        new Promise((resolve, reject) => {
            signal?.throwIfAborted();
            if (dead.has(request.tab)) {
                return;
            }
            const grant = () => {
                signal?.removeEventListener("abort", stop);
                resolve(full);
            };
            const full: Request = { ...request, grant };
            const stop = () => {
                waiting = waiting.filter((other) => other !== full);
                reject(signal?.reason);
            };
            signal?.addEventListener("abort", stop, { once: true });
            waiting.push(full);
            grantFree();
        });

    const hold = async <Value>(
        request: Omit<Request, "grant">,
        signal: AbortSignal | undefined,
        work: () => Promise<Value>,
    ): Promise<Value> => {
        const granted = await ask(request, signal);
        try {
            return await work();
        } finally {
            release(granted);
        }
    };

    return {
        forTab: (tab) => ({
            hold: (name, signal, work) => hold({ tab, name, isShared: false }, signal, work),
            tryHold: async (name, work) => {
                const request = { tab, name, isShared: false };
                return dead.has(tab) || isFree({ ...request, grant: () => undefined }, waiting)
                    ? hold(request, undefined, work)
                    : undefined;
            },
            share: (name, signal) =>
                hold(
                    { tab, name, isShared: true },
                    signal,
                    () => new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
                ),
        }),
        kill: (tab) => {
            dead.add(tab);
            held = held.filter((request) => request.tab !== tab);
            waiting = waiting.filter((request) => request.tab !== tab);
            grantFree();
        },
        held: () => held.map(({ name }) => name),
    };
}
