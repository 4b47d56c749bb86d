import type { TooMany } from "./errorAnswer";
import type { Operation } from "./operation";
import { createTurns, type Turn, type Turns } from "./turns";

/**
 * How an answer arrives damaged. `short` ends cleanly too early; `cut` loses the connection half way; `stalled` sends
 * half and then nothing; `slow` comes in twenty pieces with 50 ms of the emulator's `delay` before each; `html` is a
 * page that somebody else on the line put in its place.
 */
export type Damage = "short" | "cut" | "stalled" | "slow" | "html" | "corrupt" | "wrong-type";

/** `expired` is `cut`, and the link that was used works no more: going on needs a fresh one. */
export type FileDamage = Damage | "expired";

/** What goes wrong with a request of one operation. Everything here is plain JSON. */
export type RequestFault = FaultTarget & (AnswerFault | { delay: number });

/** A planned fault as a test writes it by hand: it may also wait until a promise of the test's own settles. */
export type Fault = FaultTarget & (AnswerFault | { delay: number } | { hold: Promise<unknown> });

interface FaultTarget extends Turn {
    operation: Operation;
    /** `after`: the work is done (and paid) first, only then comes the fault. Default `before`. */
    when?: "before" | "after" | undefined;
    /** Milliseconds to wait first, by the emulator's own `delay`. The request is answered even if nobody listens. */
    delay?: number | undefined;
}

type AnswerFault =
    | { status: number; body?: unknown; headers?: Readonly<Record<string, string>> }
    /** The connection is lost. */
    | { drop: true }
    /** 429 in the service's own words. */
    | { tooMany: TooMany }
    /** The work is done, and its answer arrives damaged. `json` is for the API, `file` for `files.read`. */
    | { json: Damage }
    | { file: FileDamage }
    /** The work is done, and its answer lacks these fields wherever they stand, e.g. the `url` of an asset. */
    | { without: readonly string[] };

/** The planned faults: one for each request at most. */
export interface Faults {
    add(fault: Fault): void;
    clear(): void;
    /** Counts one request and gives its fault. */
    take(operation: Operation): Fault | undefined;
}

export function createFaults(): Faults {
    const planned = new Map<Operation, Turns<Fault>>();
    return {
        add(fault) {
            const turns = planned.get(fault.operation) ?? createTurns<Fault>();
            turns.add(fault);
            planned.set(fault.operation, turns);
        },
        clear: () => planned.clear(),
        take: (operation) => planned.get(operation)?.take((_, taken) => taken.length === 0)[0],
    };
}
