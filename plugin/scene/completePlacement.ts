import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { defaultPosition } from "./defaultPosition";
import { facingDirection } from "./placeModel";
import {
    type Bounds,
    type Dimensions,
    frontDirection,
    headingOf,
    measureDimensions,
    type Placement,
    scaleFor,
} from "./placement";
import { type Footprint, stepAside } from "./stepAside";

/** A placement that leaves nothing open but the parent. */
export type CompletePlacement = Placement &
    Required<Pick<Placement, "position" | "size" | "facing" | "front" | "unitsPerMetre">>;

/** Fills in the defaults. Before the model is in the scene, so that it is not itself what the camera looks at. */
export function completePlacement(scene: Scene, bounds: Bounds, placement: Placement): CompletePlacement {
    const { size = { mode: "file" }, facing = { mode: "camera" }, front = "+X", unitsPerMetre = 1 } = placement;
    const dimensions = measureDimensions(bounds, front);
    const scale = scaleFor(size, dimensions, unitsPerMetre);
    const clearance = (Math.max(dimensions.width, dimensions.depth) / 2) * scale;
    const { x, y, z } = placement.position ?? defaultPosition(scene, { unitsPerMetre, clearance });
    const aim = new Vector3(x, y, z);
    const complete = { ...placement, position: aim, size, facing, front, unitsPerMetre };
    return placement.stepAside
        ? { ...complete, position: stepAside(scene, aim, footprintOf(scene, complete, dimensions, scale), complete) }
        : complete;
}

/** As it is turned. Where it looks at the camera, what it turns by on the way aside is within what is left free. */
function footprintOf(
    scene: Scene,
    { position, facing, front }: CompletePlacement & { position: Vector3 },
    { width, depth, height }: Dimensions,
    scale: number,
): Footprint {
    const own = frontDirection(front, scene.useRightHandedSystem);
    const heading = headingOf((facing.mode !== "file" && facingDirection(scene, position, facing)) || own);
    const [along, across] = [Math.abs(Math.sin(heading)), Math.abs(Math.cos(heading))];
    return {
        x: (along * depth + across * width) * scale,
        z: (across * depth + along * width) * scale,
        height: height * scale,
    };
}
