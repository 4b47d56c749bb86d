import { describe, expect, it } from "vitest";
import { atLeast, atMost, compare, median } from "../../bench/benchResult";

const named = { id: "case", metric: "ms" };

describe("the median", () => {
    it.each([
        [[3], 3],
        [[9, 1, 5], 5],
        [[10, 2, 100, 4], 7],
        [[-1, -3, -2], -2],
    ])("of %j is %d", (values, middle) => {
        expect(median(values)).toBe(middle);
    });

    it("of nothing is no number, which meets no goal", () => {
        expect(median([])).toBeNaN();
        expect(compare({ ...named, ours: median([]), goal: 1 }, 5).met).toBe(false);
        expect(compare({ ...named, ours: 5, goal: 1 }, median([])).met).toBe(false);
        expect(atMost({ ...named, ours: median([]), goal: 1 }).met).toBe(false);
        expect(atLeast({ ...named, ours: median([]), goal: 1 }).met).toBe(false);
    });

    it("leaves the values in their order", () => {
        const values = [3, 1, 2];
        median(values);
        expect(values).toEqual([3, 1, 2]);
    });
});

describe("a goal", () => {
    it("for a ratio is met up to the goal itself", () => {
        expect(compare({ ...named, ours: 3, goal: 0.6 }, 5)).toMatchObject({ ratio: 0.6, met: true });
        expect(compare({ ...named, ours: 3.1, goal: 0.6 }, 5).met).toBe(false);
    });

    it("for a figure is the most or the least", () => {
        expect([49, 50, 51].map((ours) => atMost({ ...named, ours, goal: 50 }).met)).toEqual([true, true, false]);
        expect([149, 150, 151].map((ours) => atLeast({ ...named, ours, goal: 150 }).met)).toEqual([false, true, true]);
        expect(atMost({ ...named, ours: 1, goal: 50 }).ratio).toBeUndefined();
    });
});
