import type { CutOut } from "../../../plugin/standIn/cutOut";
import { inflate } from "../../../plugin/standIn/inflate";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import { placeMeshes } from "../../../plugin/standIn/placeMeshes";
import { splitParts } from "../../../plugin/standIn/splitParts";
import { shareFaces } from "../../../plugin/standIn/standIn";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import type { ModelOptions } from "./modelOptions";
import type { ModelPlan } from "./modelPlan";
import { nextStep } from "./nextStep";
import { simplifyMesh } from "./simplifyMesh";

/** The meshes of the model, one for each part, at their final size (metres when sized, else longest side 1). */
export async function buildGeometry(
    picture: PixelImage,
    object: CutOut,
    options: ModelOptions,
    plan: ModelPlan,
    signal: AbortSignal | undefined,
): Promise<StandInMesh[]> {
    const pieces = plan.parts > 1 ? splitParts(picture, object, plan.parts, options.seed) : [object];
    const gridBudgets = shareFaces(pieces, plan.gridFaces);
    const budgets = shareFaces(pieces, plan.faces);
    const meshes: StandInMesh[] = [];
    for (const [i, piece] of pieces.entries()) {
        await nextStep(signal);
        const budget = budgets[i] ?? 0;
        const faces = gridBudgets[i] ?? 0;
        const full = inflate(piece, { faces, count: plan.count, seed: options.seed });
        await nextStep(signal);
        const simple = plan.gridFaces > plan.faces ? await simplifyMesh(full, budget) : full;
        meshes.push(simple ?? inflate(piece, { faces: budget, seed: options.seed }));
    }
    await nextStep(signal);
    return placeMeshes(meshes, {
        facing: options.orientation === "align_image" ? "+Z" : "+X",
        longestSide: options.autoSize ? guessSize(object) : 1,
    });
}

/** Metres for the longest side: something tall is taken for a person, something flat for a bench, else for a chair. */
function guessSize({ bounds }: CutOut): number {
    const tallness = bounds.height / bounds.width;
    if (tallness > 1.8) {
        return 1.75;
    }
    return tallness < 0.6 ? 1.6 : 1.2;
}
