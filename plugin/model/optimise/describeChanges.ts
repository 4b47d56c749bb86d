import type { ModelReport } from "../modelReport";
import { packingsOf } from "./openModel";
import type { Outcome } from "./outcome";

/** Says how much of a model is gone, and whether its triangles are within the budget. */
export function describeChanges(before: ModelReport, after: ModelReport, budget: number): Outcome {
    const packings = packingsOf(before);
    const steps = packings.length > 0 ? [`Unpacked what was packed with ${packings.join(" and ")}.`] : [];
    for (const [name, count] of [
        ["triangles", "triangles"],
        ["points", "vertices"],
    ] as const) {
        if (after[count] < before[count]) {
            steps.push(`Reduced ${format(before[count])} ${name} to ${format(after[count])}.`);
        }
    }
    const dropped = before.textures.length - after.textures.length;
    if (dropped > 0) {
        steps.push(`Dropped ${dropped === 1 ? "1 texture" : `${dropped} textures`} unused or there twice.`);
    }
    const left = `${format(after.triangles)} triangles are left: the surface hangs together too little to go further.`;
    return { steps, shortcomings: after.triangles > budget ? [left] : [] };
}

function format(count: number): string {
    return count.toLocaleString("en");
}
