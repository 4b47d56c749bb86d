import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobStatus } from "../../../plugin/scenario/job";
import { nextPollState, type PollState, pollInterval } from "../../../plugin/scenario/pollInterval";

const intervals = (jobs: { status: JobStatus; progress: number }[], isHidden = false) => {
    let state: PollState | undefined;
    return jobs.map((job) => {
        state = nextPollState(state, job);
        return Math.round(pollInterval(state, isHidden, 0.5));
    });
};
const still = { status: "in-progress", progress: 0.1 } as const;
const nearEnd = { status: "in-progress", progress: 0.9 } as const;

describe("the time between two reads of a job", () => {
    it("starts at 3 s and grows to 10 s while nothing happens", () => {
        const waits = intervals(Array.from({ length: 12 }, () => still));
        expect(waits.slice(0, 3)).toEqual([3000, 3600, 4320]);
        expect(waits.at(-1)).toBe(10_000);
    });

    it.each([nearEnd, { status: "finalizing", progress: 0.2 } as const])(
        "gets short again near the end (%j)",
        (job) => {
            expect(intervals([still, still, still, job, job])).toEqual([3000, 3600, 4320, 1500, 1800]);
        },
    );

    it("grows near the end as well, because a job can stand still there", () => {
        expect(intervals(Array.from({ length: 20 }, () => nearEnd)).at(-1)).toBe(10_000);
    });

    it("is three times as long while nobody looks", () => {
        expect(intervals([still], true)).toEqual([9000]);
    });

    it("stays within its limits and is spread", () => {
        const state = fc.record({ isNearEnd: fc.boolean(), reads: fc.nat({ max: 10_000 }) });
        fc.assert(
            fc.property(state, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (poll, hidden, random) => {
                const wait = pollInterval(poll, hidden, random) / (hidden ? 3 : 1);
                expect(wait).toBeGreaterThanOrEqual(1500 * 0.85);
                expect(wait).toBeLessThanOrEqual(10_000 * 1.15);
            }),
        );
        expect(pollInterval({ isNearEnd: false, reads: 0 }, false, 0)).toBeLessThan(
            pollInterval({ isNearEnd: false, reads: 0 }, false, 1),
        );
    });
});
