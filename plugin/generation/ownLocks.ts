import type { LockManagerPort } from "./tabLocks";

interface Claim {
    name: string;
    mode: LockMode;
}

interface WaitingClaim extends Claim {
    grant: () => void;
}

/** Locks within this page, by the rules of Web Locks: in line by name, and shared ones together. */
export function createOwnLocks(): LockManagerPort {
    const held = new Set<Claim>();
    let waiting: readonly WaitingClaim[] = [];

    /** Whoever comes later does not overtake. */
    const isFree = (claim: Claim, before: readonly Claim[]): boolean =>
        [...held, ...before].every(
            ({ name, mode }) => name !== claim.name || (mode === "shared" && claim.mode === "shared"),
        );

    const grantFree = (): void => {
        const line = waiting;
        waiting = [];
        for (const claim of line) {
            if (isFree(claim, waiting)) {
                held.add(claim);
                claim.grant();
            } else {
                waiting = [...waiting, claim];
            }
        }
    };

    const take = (claim: Claim, signal: AbortSignal | undefined): Promise<Claim> =>
        new Promise((resolve, reject) => {
            signal?.throwIfAborted();
            const leave = () => {
                waiting = waiting.filter((other) => other !== inLine);
                reject(signal?.reason);
                grantFree();
            };
            const grant = () => {
                signal?.removeEventListener("abort", leave);
                resolve(inLine);
            };
            const inLine: WaitingClaim = { ...claim, grant };
            signal?.addEventListener("abort", leave, { once: true });
            waiting = [...waiting, inLine];
            grantFree();
        });

    const request = async (
        name: string,
        { mode = "exclusive", ifAvailable = false, signal }: LockOptions,
        work: (lock: Lock | null) => unknown,
    ): Promise<unknown> => {
        if (ifAvailable && !isFree({ name, mode }, waiting)) {
            return work(null);
        }
        const claim = await take({ name, mode }, signal);
        try {
            return await work({ name, mode });
        } finally {
            held.delete(claim);
            grantFree();
        }
    };
    // The overloads of `request` say the same for callers with and without options; ours always pass them.
    return { request: request as LockManagerPort["request"] };
}
