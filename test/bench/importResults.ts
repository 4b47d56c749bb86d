import { type BenchResult, compare, median } from "./benchResult";
import type { ImportCase } from "./importCases";
import type { Side } from "./importPage/importPage";
import type { MeasuredImport } from "./measureImport";

export type SideMeasurements = Record<Exclude<Side, "standIn" | "copies" | "imports">, MeasuredImport[]>;

type Figure = keyof MeasuredImport;

/** What is said about a figure; its goal, when it has one, as the most of ours over plain Babylon.js. */
interface Line {
    figure: Figure;
    metric: string;
    goal?: number | undefined;
    note?: string;
}

const inMemory = "of page and GPU process together, beyond what they held before, MB";
const software = "software rendering: what a GPU would hold and do is the processor's and in its memory";

/** Triangles, from which on other goals hold. */
const [medium, large, huge] = [100_000, 400_000, 1_600_000];

/** The goals for a file of so many triangles, of which all or some are drawn. */
function linesFor(triangles: number, isReduced: boolean): readonly Line[] {
    const gapGoal = triangles >= large ? 0.1 : triangles >= medium ? 0.25 : 1;
    const reducedGoal = triangles >= huge ? 0.15 : undefined;
    const frameGoal = isReduced && triangles > medium ? reducedGoal : 1.05;
    return [
        { figure: "firstDrawn", metric: "until first drawn, ms", goal: triangles >= large ? 0.6 : 1 },
        { figure: "complete", metric: "until complete, ms", goal: 1.5 },
        { figure: "worstGap", metric: "worst gap between frames less the median frame afterwards, ms", goal: gapGoal },
        { figure: "blocking", metric: "total blocking time, ms" },
        { figure: "frame", metric: "median frame afterwards, ms", goal: frameGoal, note: software },
        { figure: "peakMemory", metric: `peak memory ${inMemory}`, goal: 1.2, note: software },
        { figure: "finalMemory", metric: `final memory ${inMemory}`, note: software },
    ];
}

/** The results of a file: as we import it by default, and with everything kept where that was measured. */
export function importResults(importCase: ImportCase, measured: SideMeasurements): BenchResult[] {
    const { id, triangles, isOverBudget, isAlsoKept } = importCase;
    const ours = linesFor(triangles, isOverBudget).map((line) => toResult(id, line, measured, "ours"));
    const kept = linesFor(triangles, false).map((line) => toResult(`${id}-everything-kept`, line, measured, "kept"));
    return isAlsoKept ? [...ours, ...kept] : ours;
}

function toResult(id: string, line: Line, measured: SideMeasurements, side: "ours" | "kept"): BenchResult {
    const { figure, metric, goal, note } = line;
    const middle = (of: keyof SideMeasurements) => middleOf(measured[of], figure);
    const figures = { ours: middle(side), babylon: middle("babylon"), three: middle("three") };
    const result = { id, metric, ...figures, ...(note === undefined ? {} : { note }) };
    // The clock goes by milliseconds: less is nothing, and nothing cannot be divided by.
    const against = Math.max(1, figures.babylon);
    return goal === undefined ? { ...result, ratio: result.ours / against } : compare({ ...result, goal }, against);
}

function middleOf(measured: readonly MeasuredImport[], figure: Figure): number {
    return median(measured.map((one) => one[figure])) / (figure.endsWith("Memory") ? 1e6 : 1);
}
