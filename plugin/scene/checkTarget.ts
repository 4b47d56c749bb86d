import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { completePlacement } from "./completePlacement";
import { planPlacement } from "./placeModel";
import type { Bounds, Placement } from "./placement";

/**
 * Throws a `GenerationError` of kind `input` when no model could be placed so at this moment: the parent is gone, scaled
 * to nothing, or would skew it. To be asked before a model is paid for. Changes nothing.
 */
export function checkTarget(scene: Scene, placement: Placement): void {
    const whole = completePlacement(scene, anyBounds, placement);
    const { front, unitsPerMetre } = whole;
    const wrapper = new TransformNode("", scene, false);
    try {
        planPlacement({ wrapper, root: wrapper, bounds: anyBounds, front, unitsPerMetre }, whole);
    } finally {
        wrapper.dispose();
    }
}

const anyBounds: Bounds = { min: { x: -0.5, y: 0, z: -0.5 }, max: { x: 0.5, y: 1, z: 0.5 } };
