import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { type EditableModel, frontInWorld } from "./editableModel";
import type { ModelEdit } from "./editModel";
import { groundBelow } from "./groundBelow";
import { measureNodes } from "./measureNodes";
import { axisLengths, growthTo, modelDimensions } from "./modelDimensions";
import { facingDirection } from "./placeModel";
import { type Facing, frontDirection, headingOf, placementError, type Size } from "./placement";

/** The world matrix a model's wrapper is to have after an edit. Throws kind `input` when there is none. */
export function wantedWorld(model: EditableModel, edit: ModelEdit): Matrix {
    const world = model.wrapper.computeWorldMatrix(true).clone();
    const stand = world.getTranslation();
    switch (edit.kind) {
        case "size":
            return stretched(world, stretchTo(model, edit.size, world));
        case "turn":
            return turned(world, edit.radians);
        case "face":
            return turned(world, turnTo(model, edit.facing));
        case "move":
            return moved(world, edit.position);
        case "ground":
            return moved(world, { ...plain(stand), y: stand.y + riseToGround(model) });
        default:
            return edit satisfies never;
    }
}

function stretchTo(model: EditableModel, size: Size, world: Matrix): readonly number[] {
    if (size.mode === "file") {
        return axisLengths(world).map((length) => model.unitsPerMetre / length);
    }
    const factor = growthTo(size, modelDimensions(model));
    return [factor, factor, factor];
}

/** Stretches along the wrapper's own axes, about its origin: the point the model stands on. */
function stretched(world: Matrix, [x = 1, y = 1, z = 1]: readonly number[]): Matrix {
    return Matrix.Scaling(x, y, z).multiply(world);
}

function turned(world: Matrix, radians: number): Matrix {
    const stand = world.getTranslation();
    return moved(moved(world, Vector3.Zero()).multiply(Matrix.RotationY(radians)), stand);
}

function moved(world: Matrix, { x, y, z }: { x: number; y: number; z: number }): Matrix {
    return world.clone().setTranslationFromFloats(x, y, z);
}

const plain = ({ x, y, z }: Vector3) => ({ x, y, z });

/** The turn that brings the front where it should look. */
function turnTo(model: EditableModel, facing: Facing): number {
    const { wrapper, provenance } = model;
    const scene = wrapper.getScene();
    const now = frontInWorld(model);
    // Within a degree of straight up there is no heading that anybody would see.
    if (Math.hypot(now.x, now.z) < 0.017) {
        throw placementError("The model lies with its front straight up or down, so it faces nowhere.");
    }
    const wanted =
        facing.mode === "file"
            ? frontDirection(provenance.front ?? model.front, scene.useRightHandedSystem)
            : facingDirection(wrapper.getScene(), wrapper.absolutePosition, facing);
    if (wanted === undefined) {
        throw placementError("The scene has no camera to face.");
    }
    return headingOf(wanted) - headingOf(now);
}

/** How far the lowest point of a model is below the surface it is to stand on. */
function riseToGround({ wrapper, root, unitsPerMetre }: EditableModel): number {
    const { min, max } = measureNodes(root);
    if (!Number.isFinite(min.y)) {
        throw placementError("The model has nothing that could stand.");
    }
    const { x, z } = wrapper.absolutePosition;
    return groundBelow(new Vector3(x, max.y, z), wrapper, 10_000 * unitsPerMetre) - min.y;
}
