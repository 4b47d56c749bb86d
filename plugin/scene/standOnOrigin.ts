import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { ModelBounds } from "../model/inspectModel";
import { fileError } from "./importErrors";
import { measureNodes } from "./measureNodes";
import { type Bounds, baseCentre } from "./placement";

/**
 * Moves the root so that the centre of the model's base is the origin of its wrapper. `extent` is where the model really
 * is; without it the vertices are measured.
 */
export function standOnOrigin(root: TransformNode, extent = measureNodes(root)): Bounds {
    const { min, max } = extent;
    if (![min.x, min.y, min.z, max.x, max.y, max.z].every((number) => Math.abs(number) < 1e9)) {
        throw fileError("The model file is damaged: the model has no measurable size.");
    }
    const base = baseCentre({ min, max });
    root.position.subtractFromFloatsToRef(base.x, base.y, base.z, root.position);
    return {
        min: { x: min.x - base.x, y: 0, z: min.z - base.z },
        max: { x: max.x - base.x, y: max.y - base.y, z: max.z - base.z },
    };
}

/** A file's bounds in the scene's axes: a left-handed scene mirrors x. */
export function boundsInScene({ min, max }: ModelBounds, rightHanded: boolean): Bounds {
    const [left, right] = rightHanded ? [min[0], max[0]] : [-max[0], -min[0]];
    return { min: { x: left, y: min[1], z: min[2] }, max: { x: right, y: max[1], z: max[2] } };
}
