import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { completePlacement } from "./completePlacement";
import type { ImportedModel, ImportOptions } from "./importOptions";
import type { ModelContents } from "./modelContents";
import { setModelUse } from "./modelUse";
import { noteModel, type OwnedModel, removeOwned } from "./ownedParts";
import { applyPlacement, planPlacement } from "./placeModel";
import { writeProvenance } from "./provenance";

export interface StandingOptions
    extends Pick<ImportOptions, "scene" | "placement" | "name" | "metadata" | "use" | "budget">,
        Pick<ImportedModel, "report" | "bounds" | "optimisation">,
        Pick<OwnedModel, "isCoarse"> {
    /** Puts the nodes into the scene, which stand on the origin. On an error the caller takes them away. */
    bring(): ModelContents;
}

/**
 * Puts a model under a wrapper and stands it where it was asked for. Deleting the wrapper takes away all that only this
 * model uses. On an error nothing of what was brought stays.
 */
export function standModel({ scene, report, bounds, optimisation, ...options }: StandingOptions): ImportedModel {
    const placement = completePlacement(scene, bounds, options.placement ?? {});
    // Not in the scene before everything that can fail here is inside the rollback.
    const wrapper = new TransformNode(options.name ?? "Model", scene, false);
    const { front, unitsPerMetre } = placement;
    writeProvenance(wrapper, { ...options.metadata, bounds, front, unitsPerMetre });
    const plan = planPlacement({ wrapper, root: wrapper, bounds, front, unitsPerMetre }, placement);
    const contents = options.bring();
    const { root } = contents;
    const size = { x: 0, y: 0, z: 0 };
    const dispose = () => removeOwned(model.wrapper);
    const model: ImportedModel = { wrapper, root, report, bounds, size, front, unitsPerMetre, dispose };
    if (optimisation) model.optimisation = optimisation;
    noteModel({ model, contents, budget: options.budget, isCoarse: options.isCoarse });
    try {
        scene.addTransformNode(wrapper);
        // Not setParent: it would rewrite the root's handedness flip into something unrecognisable.
        root.parent = wrapper;
        applyPlacement(model, plan);
        setModelUse(wrapper, options.use ?? {});
        return model;
    } catch (error) {
        dispose();
        throw error;
    }
}
