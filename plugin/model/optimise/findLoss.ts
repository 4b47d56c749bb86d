import type { ModelBounds, ModelReport } from "../modelReport";
import { packingsOf } from "./openModel";

/** How much of its longest side a model may grow or shrink. */
const tolerance = 0.005;

/** What a result may need at most, of one thing at least, of what the original needs. */
const leastSaving = 0.98;

/** What a model costs the page. */
const costs: ((report: ModelReport) => number)[] = [
    ({ triangles }) => triangles,
    ({ geometryMemory }) => geometryMemory,
    ({ textureMemory }) => textureMemory,
];

/** What speaks against a result, as a sentence; undefined when it is sound and lighter than what it was made of. */
export function findLoss(before: ModelReport, after: ModelReport): string | undefined {
    const [issue] = after.issues.filter(({ severity }) => severity === "error");
    if (issue) {
        return `The result does not pass the check: ${issue.message}`;
    }
    const lost = losses.find(([, keeps]) => !keeps(before, after));
    if (lost) {
        return lost[0];
    }
    const isUnpacked = packingsOf(before).length > 0;
    const isHeavier = costs.some((cost) => cost(after) > cost(before));
    const isLighter = costs.some((cost) => cost(after) < cost(before) * leastSaving);
    if (isHeavier || (!isLighter && !isUnpacked)) {
        return "The result would be hardly lighter than the original.";
    }
    return after.size > before.size && !isUnpacked ? "The result would be a larger file than the original." : undefined;
}

const losses: [reason: string, keeps: (before: ModelReport, after: ModelReport) => boolean][] = [
    ["The result would lose animations.", (before, after) => isAlike(before.animations, after.animations)],
    ["The result would lose bones.", (before, after) => isAlike(before.skins, after.skins)],
    ["The result would lose normals.", (before, after) => before.hasNormals === after.hasNormals],
    ["The result would lose the places of its textures.", (before, after) => before.hasUvs === after.hasUvs],
    ["The result would have another size.", (before, after) => hasSameExtent(before.bounds, after.bounds)],
];

function isAlike(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

function hasSameExtent(before: ModelBounds | undefined, after: ModelBounds | undefined): boolean {
    if (!before || !after) {
        return before === undefined;
    }
    const sides = before.min.map((low, axis) => (before.max[axis] ?? 0) - low);
    const allowed = Math.max(...sides) * tolerance;
    const isNear = (one: number[], other: number[]) =>
        one.every((value, axis) => Math.abs(value - (other[axis] ?? Infinity)) <= allowed);
    return isNear(before.min, after.min) && isNear(before.max, after.max);
}
