import type { Scene } from "@babylonjs/core/scene.js";
import { canCopy, copyContents } from "./copyContents";
import { findAllGenerated } from "./findGenerated";
import { fileError, sceneError } from "./importErrors";
import type { ImportedModel, ImportOptions } from "./importOptions";
import { isInScene } from "./isInScene";
import { isOverBudget, isSameBudget } from "./lightenModel";
import { asSceneError } from "./loadModel";
import { readModelUse } from "./modelUse";
import { type OwnedModel, ownedModel } from "./ownedParts";
import { checkPlacement } from "./placement";
import { readProvenance } from "./provenance";
import { standModel } from "./standModel";

/** Of a copy; what is left out of `use` is as with the model it is of. */
export type CopyOptions = Pick<ImportOptions, "placement" | "name" | "use">;

/**
 * Puts a model into its scene once more, as its file has it, at once and without its file. All copies draw with the same
 * geometry, materials, textures and levels of detail, which are there until the last of them is deleted, in whichever
 * order and by whomever; all else each has for itself. So a change of a material is seen on all of them, and another
 * material on one of them on that one alone.
 *
 * Lights and cameras of the file are not copied. Throws a `GenerationError` and leaves the scene as it is: `scene` when
 * the model is not in it, did not come in by an import of this page, or the scene does not take the copy; `file` when a
 * part of the model was deleted; `input` for an impossible placement.
 */
export function copyModel(source: Pick<ImportedModel, "wrapper">, options: CopyOptions = {}): ImportedModel {
    const owned = ownedModel(source.wrapper);
    if (owned === undefined || !isInScene(source.wrapper)) {
        throw sceneError("The model is not one that was imported here and is in its scene.", "Import its file.");
    }
    if (!canCopy(owned.contents)) {
        throw fileError("A part of the model was deleted.", undefined, "Import its file again.");
    }
    checkPlacement(options.placement ?? {});
    try {
        return stand(owned, options);
    } catch (error) {
        throw asSceneError(error);
    }
}

function stand({ model, contents, budget, isCoarse }: OwnedModel, options: CopyOptions): ImportedModel {
    const { wrapper, report, bounds, optimisation, front, unitsPerMetre } = model;
    return standModel({
        ...{ scene: wrapper.getScene(), report, bounds, optimisation, budget, isCoarse },
        name: options.name ?? wrapper.name,
        placement: { front, unitsPerMetre, ...options.placement },
        metadata: { ...readProvenance(wrapper) },
        use: { ...readModelUse(wrapper), ...options.use },
        bring: () => copyContents(contents),
    });
}

/** Whose model is looked for, and what it may cost. */
interface CopyWanted extends Pick<ImportOptions, "budget"> {
    jobId: string;
    assetId: string;
}

/** A model in a scene whose copy would be what an import of the same file would bring. */
export function findCopyable(scene: Scene, { jobId, assetId, budget }: CopyWanted): ImportedModel | undefined {
    return findAllGenerated(scene)
        .filter((wrapper) => {
            const noted = readProvenance(wrapper);
            return noted?.jobId === jobId && noted.assetId === assetId;
        })
        .flatMap((wrapper) => ownedModel(wrapper) ?? [])
        .findLast((owned) => !owned.isCoarse && canCopy(owned.contents) && isWithin(owned, budget))?.model;
}

/** True when the budget would have led to just this. */
function isWithin({ model, budget }: OwnedModel, wanted: ImportOptions["budget"]): boolean {
    const { report, optimisation } = model;
    const isWhole = optimisation === undefined || optimisation.reason !== undefined;
    return (isWhole && !isOverBudget(report, { budget: wanted })) || isSameBudget(budget, wanted);
}
