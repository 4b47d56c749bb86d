import type { GeometryCounts } from "./countGeometry";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError, modelInfo } from "./modelReport";

/** What a model asks of a page, by the numbers in its file. */
interface ModelWeight extends GeometryCounts {
    animationKeys: number;
    joints: number;
    textureUses: number;
}

interface Limit {
    count: keyof ModelWeight;
    code: string;
    say(count: string): string;
}

const limits: Limit[] = [
    {
        count: "triangles",
        code: "too-many-triangles",
        say: (count) => `The model has ${count} triangles, more than a page can draw.`,
    },
    {
        count: "vertices",
        code: "too-many-points",
        say: (count) => `The model has ${count} points with all its copies, more than a page can hold.`,
    },
    {
        count: "corners",
        code: "too-many-corners",
        say: (count) => `The model's surfaces and lines have ${count} corners, more than a page can draw.`,
    },
    {
        count: "instances",
        code: "too-many-copies",
        say: (count) => `The model repeats its parts ${count} times, more than a page can hold.`,
    },
    {
        count: "morphPoints",
        code: "too-many-shapes",
        say: (count) => `The model's shape keys move ${count} points, more than a page can hold.`,
    },
    {
        count: "animationKeys",
        code: "too-many-keys",
        say: (count) => `The model's animations have ${count} moments, more than a page can hold.`,
    },
    {
        count: "joints",
        code: "too-many-bones",
        say: (count) => `The model has ${count} bones, more than a page can move.`,
    },
    {
        count: "textureUses",
        code: "too-many-textures",
        say: (count) => `The model's materials show ${count} pictures, more than a page can hold.`,
    },
    {
        count: "drawCalls",
        code: "too-many-pieces",
        say: (count) => `The model is drawn in ${count} pieces, more than a page can draw.`,
    },
];

const lighter = "Generate the model with a lower face limit, or export a simpler version of it.";

/** Says what is too heavy to be loaded, or even to be looked through; otherwise what will be felt. */
export function checkWeight(counts: ModelWeight): ModelIssue[] {
    const tooHeavy = limits.filter(({ count }) => counts[count] > modelLimits[count]);
    return tooHeavy.length > 0
        ? tooHeavy.map(({ count, code, say }) => modelError(code, say(inWords(counts[count])), lighter))
        : comfort(counts);
}

function comfort({ triangles, drawCalls }: GeometryCounts): ModelIssue[] {
    const issues: ModelIssue[] = [];
    if (triangles > modelLimits.comfortableTriangles) {
        const message = `The model is heavy: ${inWords(triangles)} triangles. A lower face limit keeps the scene fast.`;
        issues.push(modelInfo("heavy", message));
    }
    if (drawCalls > modelLimits.comfortableDrawCalls) {
        const message = `The model is drawn in ${drawCalls} pieces, which slows the scene down.`;
        issues.push(modelInfo("many-pieces", message));
    }
    return issues;
}

function inWords(count: number): string {
    return count < 1e5 ? String(count) : `${(count / 1e6).toFixed(1)} million`;
}
