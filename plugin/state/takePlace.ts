import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { findNode, originalOf, replaceModel, replaceNode, replaceStandIn } from "../generateModel";
import type { GenerationRecord } from "../generation/generationRecord";
import type { ImportedModel } from "../scene/importOptions";
import type { Placement } from "../scene/placement";
import type { StandIn } from "../scene/standIn";
import type { ImportTarget } from "./importRecord";
import type { PaneContext } from "./paneContext";
import { readPlacementChoice, toPlacement } from "./placementChoice";

type Outcome = ReturnType<typeof replaceStandIn>;

/** Until it takes the place of what stands there it stands as in its file. */
export function placementFor(context: PaneContext, { record, scene, standIn, instead }: ImportTarget): Placement {
    const choice = placementOf(context, record);
    const placement = toPlacement(choice);
    if ((standIn ?? instead) === undefined) {
        const parent =
            choice.parent !== undefined && isHome(record, scene) ? findNode(scene, choice.parent) : undefined;
        return { ...placement, ...(parent && { parent }) };
    }
    return {
        facing: { mode: "file" },
        position: { x: 0, y: 0, z: 0 },
        ...(placement.front !== undefined && { front: placement.front }),
    };
}

/** Unique ids mean something in the scene they are of. */
function isHome({ target }: GenerationRecord, scene: Scene): boolean {
    return target === scene.uid;
}

/**
 * In the very turn in which something of the model came into the scene, so that no frame shows both. `deleted`: what it
 * was to stand instead of is gone, and the model is not wanted.
 * @throws GenerationError of kind `input` when it cannot have the size that was asked for
 */
export function takePlace(context: PaneContext, target: ImportTarget, model: ImportedModel): Outcome {
    const { record, standIn, instead, replace } = target;
    if (instead !== undefined && replace !== undefined) {
        return takeOver(context, instead, () => replace(model), model);
    }
    const original = originalFor(target);
    if (standIn === undefined) {
        hide(original, model.wrapper);
        return "replaced";
    }
    resize(context, record, standIn);
    const outcome = takeOver(context, standIn.wrapper, () => replaceStandIn(standIn, model), model);
    if (outcome === "replaced") {
        const isEnabled = model.wrapper.isEnabled(false);
        hide(original, model.wrapper);
        model.wrapper.setEnabled(isEnabled);
    }
    return outcome;
}

/**
 * All of a model in the place of one that stands there. Nothing of it is seen before, so that what was there stays when
 * not all of it comes.
 */
export function takePlaceOf(context: PaneContext, instead: TransformNode, model: ImportedModel): Outcome {
    return takeOver(context, instead, () => replaceModel(instead, model), model);
}

function hide(original: TransformNode | undefined, wrapper: TransformNode): void {
    if (original !== undefined) {
        replaceNode(original, wrapper);
    }
}

/** Whoever had the one before selected has the model selected. */
export function takeOver(
    { selections }: Pick<PaneContext, "selections">,
    before: TransformNode,
    replace: () => Outcome,
    model: Pick<ImportedModel, "wrapper">,
): Outcome {
    const own = new Set<object>([before, ...before.getDescendants()]);
    const isSelected = selections.selected().some((node) => own.has(node));
    const outcome = replace();
    if (isSelected && outcome === "replaced") {
        selections.select(model.wrapper);
    }
    return outcome;
}

/** What the model is to be seen instead of: the first time only, and in the scene it was chosen in. */
function originalFor({ record, scene, standIn }: ImportTarget): TransformNode | undefined {
    if (standIn !== undefined) {
        const original = originalOf(standIn.wrapper);
        // One that the designer has shown again meanwhile stays.
        return original?.isEnabled(false) ? undefined : original;
    }
    const { replaces } = readPlacementChoice(record.placement);
    const isWanted = replaces !== undefined && record.state.name === "available" && isHome(record, scene);
    return isWanted ? findNode(scene, replaces) : undefined;
}

/** When the size that was asked for cannot be had, the one on screen now is wanted. */
function resize(context: PaneContext, record: GenerationRecord, standIn: StandIn): void {
    const { size } = toPlacement(placementOf(context, record));
    if (record.error?.kind === "input" && size !== undefined) {
        standIn.place({ size });
    }
}

/** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
export function placementOf({ store }: PaneContext, { error, placement }: GenerationRecord) {
    return error?.kind === "input" ? store.getState().placement : readPlacementChoice(placement);
}
