import type { Scene } from "@babylonjs/core/scene.js";
import { GenerationError } from "../errors";
import { describeTarget } from "../generateModel";
import type { TargetNode } from "../scene/targetNode";
import { needsSelection, type PlacementChoice } from "./placementChoice";

/**
 * The choice with the designer's selection of this moment written into it: what is selected later does not matter.
 * @throws GenerationError of kind `input` when nothing fitting is selected
 */
export function pinPlacement(choice: PlacementChoice, scene: Scene, selected: readonly object[]): PlacementChoice {
    if (!needsSelection(choice)) {
        return choice;
    }
    const [target] = selected.flatMap((entity) => describeTarget(entity, scene) ?? []);
    if (target === undefined) {
        throw refuse("No node is selected in the scene.", "Select the node that is meant, or choose another place.");
    }
    return { ...choice, ...pinPlace(choice, target), ...pinSize(choice, target), ...pinFacing(choice, target) };
}

function pinPlace({ where }: PlacementChoice, target: TargetNode): Partial<PlacementChoice> {
    switch (where) {
        case "under":
            return { where: "point", point: target.origin, parent: target.node.uniqueId };
        case "replace":
            if (target.isStandIn) {
                throw refuse("The selected node waits for a model of its own.", "Select another node.");
            }
            return {
                where: "point",
                point: target.base,
                replaces: target.node.uniqueId,
                ...(target.node.parent && { parent: target.node.parent.uniqueId }),
            };
        default:
            return {};
    }
}

function pinSize({ size, unitsPerMetre }: PlacementChoice, target: TargetNode): Partial<PlacementChoice> {
    if (size !== "matchLongest" && size !== "matchHeight") {
        return {};
    }
    const units = size === "matchHeight" ? target.height : target.longest;
    if (!(units > 0)) {
        throw refuse("The selected node has no size.", "Select a node with a mesh, or choose another size.");
    }
    return { size: size === "matchHeight" ? "height" : "longest", metres: units / unitsPerMetre };
}

function pinFacing({ facing }: PlacementChoice, { heading }: TargetNode): Partial<PlacementChoice> {
    return facing === "match" ? { facing: "heading", heading: (heading * 180) / Math.PI } : {};
}

function refuse(message: string, advice: string): GenerationError {
    return new GenerationError(message, { kind: "input", spending: "none", advice });
}
