import { describe, expect, it } from "vitest";
import { atMost, type BenchResult, compare } from "../../bench/benchResult";
import { toJson } from "../../bench/toJson";
import { toMarkdown } from "../../bench/toMarkdown";

const met = compare({ id: "small", metric: "ms", ours: 10, babylon: 20, three: 15, goal: 1 }, 20);
const missed = compare(
    { id: "large", metric: "gap, ms", ours: 1234.5678, babylon: 1000, goal: 0.1, note: "slow" },
    1000,
);
const plain: BenchResult = { id: "plain", metric: "MB", ours: Number.NaN };

const report = (results: BenchResult[]) => ({
    machine: "2 × core",
    versions: { node: "v1", three: "2" },
    commit: "abc",
    results,
});

describe("the report for people", () => {
    const page = toMarkdown(report([met, missed, plain]));

    it("says where it was made", () => {
        expect(page).toContain("2 × core");
        expect(page).toContain("node v1, three 2");
        expect(page).toContain("abc");
    });

    it("counts the goals met and names those that are not, with figures", () => {
        expect(page).toContain("Goals met: 1 of 2");
        expect(page.match(/^- Not met: .*$/gm)).toEqual(["- Not met: large, gap, ms: ratio 1.23 instead of 0.1"]);
    });

    it("says why a goal is not met where that is known", () => {
        const again = { id: "stand-in-again", metric: "until first drawn, ms", ours: 9, goal: 6 };
        expect(toMarkdown(report([atMost(again)]))).toMatch(/9 instead of 6\. Why: with everything loaded/);
        expect(toMarkdown(report([atMost({ ...again, ours: 5 })]))).not.toContain("Why");
        const gap = {
            id: "import-400k-2k-raw",
            metric: "worst gap between frames, ms",
            ours: 20,
            babylon: 0,
            goal: 0.1,
        };
        expect(toMarkdown(report([compare(gap, 1)]))).toMatch(
            /ratio 20 instead of 0\.1\. Why: where plain Babylon\.js'/,
        );
    });

    it("has a row for each result, with a dash where there is no figure", () => {
        expect(page).toContain("| small | ms | 10 | 20 | 15 | – | 0.5 | ≤ 1 | yes |");
        expect(page).toContain("| large | gap, ms [1] | 1230 | 1000 | – | – | 1.23 | ≤ 0.1 | no |");
        expect(page).toContain("| plain | MB | – | – | – | – | – | – | – |");
        expect(page).toContain("1. slow.");
    });
});

describe("the report for programs", () => {
    it("has every field in every result, and null where there is no figure", () => {
        const { results, ...rest } = JSON.parse(toJson(report([met, plain])));
        expect(rest).toEqual({ machine: "2 × core", versions: { node: "v1", three: "2" }, commit: "abc" });
        expect(results[0]).toEqual({ ...met });
        expect(results[1]).toEqual({
            ...{ id: "plain", metric: "MB", ours: null, babylon: null, three: null },
            ...{ ratio: null, goal: null, met: null },
        });
    });
});
