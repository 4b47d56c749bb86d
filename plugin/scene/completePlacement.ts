import type { Scene } from "@babylonjs/core/scene.js";
import { defaultPosition } from "./defaultPosition";
import { type Bounds, measureDimensions, type Placement, scaleFor } from "./placement";

/** A placement that leaves nothing open but the parent. */
export type CompletePlacement = Placement &
    Required<Pick<Placement, "position" | "size" | "facing" | "front" | "unitsPerMetre">>;

/** Fills in the defaults. Before the model is in the scene, so that it is not itself what the camera looks at. */
export function completePlacement(scene: Scene, bounds: Bounds, placement: Placement): CompletePlacement {
    const { size = { mode: "file" }, facing = { mode: "camera" }, front = "+X", unitsPerMetre = 1 } = placement;
    const { width, depth, ...rest } = measureDimensions(bounds, front);
    const scale = scaleFor(size, { width, depth, ...rest }, unitsPerMetre);
    const clearance = (Math.max(width, depth) / 2) * scale;
    const position = placement.position ?? defaultPosition(scene, { unitsPerMetre, clearance });
    return { ...placement, position, size, facing, front, unitsPerMetre };
}
