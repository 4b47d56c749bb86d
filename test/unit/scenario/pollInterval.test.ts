import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Job } from "../../../plugin/scenario/job";
import { nextPollState, type PollState, pollInterval } from "../../../plugin/scenario/pollInterval";

type Reading = Parameters<typeof nextPollState>[1] & { at: number };

const running = (at: number, progress: number): Reading => ({ at, status: "in-progress", progress });
const queued = (at: number): Reading => ({ at, status: "queued", progress: 0 });

function stateAfter(readings: readonly Reading[]): PollState {
    const [first = queued(0), ...rest] = readings;
    return rest.reduce<PollState>(
        (state, reading) => nextPollState(state, reading, reading.at),
        nextPollState(undefined, first, first.at),
    );
}

const waitAfter = (readings: readonly Reading[], expectedDuration?: number) =>
    Math.round(pollInterval(stateAfter(readings), { expectedDuration, isHidden: false, random: 0.5 }));

describe("the time until the next read of a job", () => {
    it.each<[string, number, readonly Reading[]]>([
        ["5 s while the job waits its turn", 5000, [queued(0)]],
        ["2.5 s when it runs and nothing else is known", 2500, [running(0, 0)]],
        ["a little of its age when the progress never moves", 6000, [running(0, 0.1), running(100_000, 0.1)]],
        ["a third of what the progress leaves", 14_000, [queued(0), running(10_000, 0.2)]],
        ["less, the nearer the end", 2800, [queued(0), running(72_000, 0.9)]],
        ["1.5 s at the end the progress points to", 1500, [queued(0), running(99_000, 0.99)]],
        ["longer again when that end has passed", 7000, [queued(0), running(50_000, 0.5), running(120_000, 0.5)]],
        ["1.5 s while the service finishes", 1500, [queued(0), { at: 60_000, status: "finalizing", progress: 0.2 }]],
        ["1.5 s when a success names no files yet", 1500, [{ at: 9000, status: "success", progress: 1 }]],
        ["never less than a two-hundredth of the age", 3000, [queued(0), running(600_000, 1)]],
        ["never more than 15 s", 15_000, [queued(0), running(60_000, 0.1)]],
        ["the first one's again when the progress starts over", 2500, [running(0, 0), running(9, 0.5), running(18, 0)]],
    ])("is %s", (_, wait, readings) => {
        expect(waitAfter(readings)).toBe(wait);
    });

    it("is a third of the distance to the usual end, before it and after it", () => {
        const waits = [60_000, 76_000, 80_000, 84_000, 100_000].map((at) => waitAfter([queued(0), queued(at)], 80_000));
        expect(waits).toEqual([7000, 1500, 1500, 1500, 7000]);
    });

    it("goes by the progress rather than by the usual end, the further the progress is", () => {
        const expected = 200_000;
        expect(waitAfter([queued(0), running(10_000, 0.1)], expected)).toBe(15_000);
        expect(waitAfter([queued(0), running(90_000, 0.9)], expected)).toBe(Math.round(0.35 * 20_000));
        expect(waitAfter([queued(0), running(99_000, 0.99)], expected)).toBe(1500);
    });

    it("counts the age from the job's own times, whatever our clock says", () => {
        const times: Partial<Job> = { createdAt: "2020-01-01T00:00:00Z", updatedAt: "2020-01-01T00:01:40Z" };
        const reading = { ...running(5, 0.1), ...times };
        expect(stateAfter([reading]).age).toBe(100_000);
        expect(stateAfter([reading, { ...reading, at: 20_005 }]).age).toBe(120_000);
        expect(stateAfter([{ ...reading, updatedAt: "2019-01-01T00:00:00Z" }]).age).toBe(0);
        expect(stateAfter([{ ...reading, updatedAt: "soon" }]).age).toBe(0);
    });

    it("is three times as long while nobody looks", () => {
        const state = stateAfter([running(0, 0)]);
        expect(pollInterval(state, { isHidden: true, random: 0.5 })).toBe(7500);
    });

    it("stays within its limits and is spread, whatever is read", () => {
        const status = fc.constantFrom<Job["status"]>("queued", "in-progress", "finalizing", "unknown", "success");
        const time = fc.option(fc.constantFrom("2026-10-01T10:00:00Z", "2026-10-01T10:05:00Z", "never"), {
            nil: undefined,
        });
        const reading = fc.record({
            at: fc.nat(5_000_000),
            status,
            progress: fc.double({ min: 0, max: 1, noNaN: true }),
            createdAt: time,
            updatedAt: time,
        });
        const duration = fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined });
        fc.assert(
            fc.property(fc.array(reading, { minLength: 1 }), duration, fc.boolean(), (readings, usual, isHidden) => {
                const state = stateAfter(readings);
                const [low, high] = [0, 1].map((random) =>
                    pollInterval(state, { expectedDuration: usual, isHidden, random }),
                );
                expect(low).toBeGreaterThanOrEqual(1500 * 0.85 * (isHidden ? 3 : 1));
                expect(high).toBeLessThanOrEqual(15_000 * 1.15 * (isHidden ? 3 : 1));
                expect(low).toBeLessThan(high ?? 0);
            }),
        );
    });
});
