import { describe, expect, it } from "vitest";
import type { ImportCase } from "../../bench/importCases";
import { importResults, type SideMeasurements } from "../../bench/importResults";
import type { MeasuredImport } from "../../bench/measureImport";

const caseOf = (triangles: number, isOverBudget: boolean): ImportCase => ({
    ...{ id: "import-x", path: "x.glb", triangles, isOverBudget, isAlsoKept: isOverBudget, warmUp: undefined },
    place: { centre: [0, 0, 0], base: 0, length: 1 },
});

/** An import whose every figure is the same number; memory in megabytes. */
const costing = (value: number): MeasuredImport => ({
    ...{ firstDrawn: value, complete: value, worstGap: value, blocking: value, longestTask: value, frame: value },
    ...{ peakMemory: value * 1e6, finalMemory: value * 1e6 },
});

const measured: SideMeasurements = {
    ours: [costing(10), costing(30), costing(20)],
    babylon: [costing(100)],
    kept: [costing(110)],
    three: [costing(50)],
};

/** The goals by the first words of their metric. */
function goalsOf(triangles: number, isOverBudget: boolean, id = "import-x") {
    const results = importResults(caseOf(triangles, isOverBudget), measured).filter((result) => result.id === id);
    return Object.fromEntries(results.map(({ metric, goal }) => [metric.split(/,| [bo]/)[0], goal]));
}

describe("the goals of an import", () => {
    it.each([
        ["small", 5000, false, { first: 1, gap: 1, frame: 1.05 }],
        ["middling", 100_000, false, { first: 1, gap: 0.25, frame: 1.05 }],
        ["middling file with large textures", 100_000, true, { first: 1, gap: 0.25, frame: 1.05 }],
        ["large", 400_000, true, { first: 0.6, gap: 0.1, frame: undefined }],
        ["huge", 1_600_000, true, { first: 0.6, gap: 0.1, frame: 0.15 }],
    ])("are those of a %s", (_, triangles, isOverBudget, { first, gap, frame }) => {
        expect(goalsOf(triangles, isOverBudget)).toMatchObject({
            "until first drawn": first,
            "until complete": 1.5,
            "worst gap": gap,
            "median frame afterwards": frame,
            "peak memory": 1.2,
        });
    });

    it("are measured a second time with everything kept where that is wanted", () => {
        expect(goalsOf(1_600_000, true, "import-x-everything-kept")).toMatchObject({
            "worst gap": 0.1,
            "median frame afterwards": 1.05,
        });
        expect(goalsOf(100_000, false, "import-x-everything-kept")).toEqual({});
    });
});

describe("the figures of an import", () => {
    const figureOf = (words: string, sides: SideMeasurements = measured) =>
        importResults(caseOf(5000, false), sides).find(({ metric }) => metric.includes(words));

    it("are the medians of each side, and the ratio of ours to plain Babylon.js", () => {
        expect(figureOf("complete")).toMatchObject({ ours: 20, babylon: 100, three: 50, ratio: 0.2, met: true });
        expect(figureOf("peak memory")).toMatchObject({ ours: 20, babylon: 100, ratio: 0.2, met: true });
    });

    it("of less than a millisecond of Babylon.js are not divided by", () => {
        const quick = { ...measured, babylon: [{ ...costing(100), worstGap: 0 }] };
        expect(figureOf("worst gap", quick)).toMatchObject({ ours: 20, babylon: 0, ratio: 20, met: false });
        const both = { ...quick, ours: [{ ...costing(1), worstGap: 0 }] };
        expect(figureOf("worst gap", both)).toMatchObject({ ours: 0, ratio: 0, met: true });
    });

    it("of memory that could not be read meet no goal", () => {
        const blind = { ...measured, ours: [{ ...costing(1), peakMemory: Number.NaN }] };
        expect(figureOf("peak memory", blind)?.met).toBe(false);
    });
});
