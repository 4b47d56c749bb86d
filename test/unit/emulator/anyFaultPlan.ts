import fc from "fast-check";
import type { FaultPlan } from "../../../sandbox/emulator/emulator";
import { operations } from "../../../sandbox/emulator/operation";

const turn = {
    nth: fc.oneof(fc.constant("next" as const), fc.integer({ min: 1, max: 5 })),
    times: fc.integer({ min: 1, max: 3 }),
};
const damages = ["short", "cut", "slow", "html", "corrupt", "wrong-type"] as const;
const seconds = fc.nat({ max: 60 });

/** Where and when a fault strikes; all but the operation may be left out. */
const target = fc.record(
    {
        ...turn,
        operation: fc.constantFrom(...operations),
        when: fc.constantFrom("before" as const, "after" as const),
        delay: fc.nat({ max: 90_000 }),
    },
    { requiredKeys: ["operation"] },
);

/** `stalled` is left out: a plain client would wait for ever. */
const harm = fc.oneof(
    fc.record({ delay: fc.nat({ max: 90_000 }) }),
    fc.record({ drop: fc.constant(true as const) }),
    fc.record({ status: fc.constantFrom(408, 500, 502, 503, 504) }),
    fc.record({ tooMany: fc.record({ retryAfter: seconds, remainingSeconds: seconds }, { requiredKeys: [] }) }),
    fc.record({ json: fc.constantFrom(...damages) }),
    fc.record({ file: fc.constantFrom(...damages, "expired" as const) }),
    fc.record({ without: fc.subarray(["url", "jobId", "status", "assetIds", "creativeUnitsCost"]) }),
);

const requestFault: fc.Arbitrary<FaultPlan> = fc.tuple(target, harm).map(([where, what]) => ({ ...where, ...what }));

const story = fc.record(
    {
        failure: fc.record({ error: fc.constant("no"), refund: fc.boolean() }, { requiredKeys: ["error"] }),
        cost: fc.nat({ max: 200 }),
        outputs: fc.array(fc.constantFrom("model" as const, "picture" as const, "thumbnail" as const), {
            maxLength: 3,
        }),
        reads: fc.array(fc.record({ status: fc.constantFrom("simmering", "pending") }), { maxLength: 3 }),
        progress: fc.constantFrom({ stuckAt: 0.1 }, { flatFrom: 0.5 }, { scale: 100 }),
        gone: fc.record({ after: fc.nat({ max: 3 }), reads: fc.nat({ max: 3 }) }, { requiredKeys: ["after"] }),
        lateAssetIds: fc.nat({ max: 3 }),
    },
    { requiredKeys: [] },
);

const settings = fc.record(
    {
        clockSkew: fc.integer({ min: -3_600_000, max: 3_600_000 }),
        ranges: fc.boolean(),
        dryRunPlaceholder: fc.constantFrom("priced" as const, "refused" as const),
        dryRunStatus: fc.constantFrom(269 as const, 200 as const, 402 as const),
    },
    { requiredKeys: [] },
);

/** Anything that can be planned, as plain JSON that shrinks. */
export const anyFaultPlan: fc.Arbitrary<FaultPlan> = fc.oneof(
    { weight: 6, arbitrary: requestFault },
    { weight: 3, arbitrary: fc.record({ ...turn, job: story }, { requiredKeys: ["job"] }) },
    { weight: 1, arbitrary: fc.record({ settings }) },
);
