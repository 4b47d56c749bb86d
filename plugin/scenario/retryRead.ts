import type { ClientContext } from "./clientContext";
import type { Failure, Outcome } from "./outcome";

const tries = 4;
// However often something came in between.
const mostVainTries = 20;
// Longer than this nobody waits without being told; the error says how long.
const longestSilentWait = 30_000;

/**
 * Repeats a free request until it works, fails for good, or has failed four times in a row. `attempt` is told when it
 * is the fourth. `hasAdvanced` says after a failure whether that attempt got further than all before it; then the count
 * starts again, but twenty attempts that did not are the end in any case.
 */
export async function retryRead<T>(
    context: ClientContext,
    signal: AbortSignal | undefined,
    attempt: (isLast: boolean) => Promise<Outcome<T>>,
    hasAdvanced: () => boolean = () => false,
): Promise<T> {
    let failures = 0;
    for (let vain = 0; ; ) {
        const outcome = await attempt(failures === tries - 1);
        if (outcome.ok) {
            return outcome.value;
        }
        const advanced = hasAdvanced();
        failures = advanced ? 1 : failures + 1;
        vain += advanced ? 0 : 1;
        const wait = retryWait(outcome, failures, context.random());
        if (!outcome.isTransient || failures >= tries || vain >= mostVainTries || wait > longestSilentWait) {
            throw outcome.error;
        }
        await context.delay(wait, signal);
    }
}

/**
 * Milliseconds before the next try: what the service asked for, else doubling up to a minute and spread by ±25 %.
 * "Too many requests" starts at 10 s instead of 1 s (reference section 9).
 */
export function retryWait(failure: Pick<Failure, "retryAfter" | "status">, failures: number, random: number): number {
    if (failure.retryAfter !== undefined) {
        // Never before the time the service named, and not all clients at the same moment.
        return failure.retryAfter + 500 * random;
    }
    const first = failure.status === 429 ? 10_000 : 1000;
    return Math.min(60_000, first * 2 ** (failures - 1)) * (0.75 + random / 2);
}
