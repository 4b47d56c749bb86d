import { describe, expect, it } from "vitest";
import type { RecordReport } from "../../../plugin/generation/generationRecord";
import { defaultBudget } from "../../../plugin/generation/modelBudget";
import { reportFigures } from "../../../plugin/pane/reportFigures";

const megabyte = 1024 ** 2;
const report: RecordReport = {
    triangles: 65_000,
    vertices: 33_000,
    textures: 3,
    size: [0.5, 1.2345, 0.5],
    issues: [],
    textureMemory: 16 * megabyte,
};

describe("reportFigures", () => {
    it("tells what a model within the budget costs, and offers nothing", () => {
        const { summary, figures, isOver, isLighter } = reportFigures(report, defaultBudget);
        expect(summary).toBe("65,000 triangles · 16 MB of textures");
        expect(figures.map(({ value }) => value)).toEqual(["65,000", "33,000", "16 MB", "0.5 × 1.23 × 0.5 m"]);
        expect({ isOver, isLighter }).toEqual({ isOver: false, isLighter: false });
    });

    it.each([
        ["triangles", { triangles: 100_001 }, "Triangles"],
        ["textures", { textureMemory: 64 * megabyte + 1 }, "Textures (3)"],
    ])("says which figure is over the budget: %s", (_, changes, label) => {
        const { summary, figures, isOver } = reportFigures({ ...report, ...changes }, defaultBudget);
        expect(isOver).toBe(true);
        expect(summary).toMatch(/over the budget$/);
        expect(figures.filter((figure) => figure.isOver).map((figure) => figure.label)).toEqual([label]);
    });

    it("judges a model that was made lighter by what is in the scene, and shows both", () => {
        const lighter = { triangles: 100_000, textureMemory: 16 * megabyte };
        const { figures, isOver, isLighter } = reportFigures(
            { ...report, triangles: 1_600_000, lighter },
            defaultBudget,
        );
        expect(figures[0]?.value).toBe("1,600,000 → 100,000");
        expect({ isOver, isLighter }).toEqual({ isOver: false, isLighter: true });
    });

    it("takes textures that an earlier version did not measure for unknown, not for none", () => {
        const { textureMemory: _, ...before } = report;
        const { summary, figures } = reportFigures(before, defaultBudget);
        expect(summary).toBe("65,000 triangles");
        expect(figures[2]?.value).toBe("unknown");
    });
});
