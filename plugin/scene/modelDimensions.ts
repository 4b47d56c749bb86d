import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { type EditableModel, frontInWorld } from "./editableModel";
import { measureNodes } from "./measureNodes";
import { type Dimensions, placementError, type Size } from "./placement";

/**
 * How large a model is drawn now, along its own edges, in metres: its depth is along its front, its width across. Throws
 * a `GenerationError` of kind `input` for one that has no size.
 */
export function modelDimensions(model: EditableModel): Dimensions {
    const [x, y, z] = axisLengths(worldOf(model));
    const { unitsPerMetre } = model;
    return fileDimensions(model, [x / unitsPerMetre, y / unitsPerMetre, z / unitsPerMetre]);
}

/** How large it would be drawn with another size, in metres. Throws as the edit itself would. */
export function dimensionsWith(model: EditableModel, size: Size): Dimensions {
    if (size.mode === "file") {
        return fileDimensions(model, [1, 1, 1]);
    }
    const { height, width, depth, longest } = modelDimensions(model);
    const factor = growthTo(size, { height, width, depth, longest });
    return { height: height * factor, width: width * factor, depth: depth * factor, longest: longest * factor };
}

/** How many times larger a model becomes. Throws kind `input` when it has no extent that way. */
export function growthTo(size: Exclude<Size, { mode: "file" }>, now: Dimensions): number {
    if (!(now[size.mode] > now.longest * 1e-6)) {
        throw placementError(`The model is flat: it has no ${size.mode} that could be set.`);
    }
    return size.metres / now[size.mode];
}

/** How long a node's own unit vectors are in the world. */
export function axisLengths(world: Matrix): [x: number, y: number, z: number] {
    const m = world.asArray();
    const length = (at: number) => Math.hypot(m[at] ?? 0, m[at + 1] ?? 0, m[at + 2] ?? 0);
    return [length(0), length(4), length(8)];
}

/** From the vertices as they are now, in the wrapper's space, with so many metres to each of its unit vectors. */
function fileDimensions(model: EditableModel, [scaleX, scaleY, scaleZ]: readonly [number, number, number]): Dimensions {
    const toWrapper = Matrix.Invert(worldOf(model));
    const { min, max } = measureNodes(model.root, toWrapper);
    const [x, height, z] = [(max.x - min.x) * scaleX, (max.y - min.y) * scaleY, (max.z - min.z) * scaleZ];
    const longest = Math.max(x, height, z);
    if (!Number.isFinite(longest)) {
        throw placementError("The model has nothing that could be measured.");
    }
    const front = Vector3.TransformNormal(frontInWorld(model), toWrapper);
    const [depth, width] = Math.abs(front.x) > Math.abs(front.z) ? [x, z] : [z, x];
    return { height, width, depth, longest };
}

function worldOf({ wrapper }: EditableModel): Matrix {
    wrapper.parent?.computeWorldMatrix(true);
    const world = wrapper.computeWorldMatrix(true);
    if (!(Math.abs(world.determinant()) > 1e-30)) {
        throw placementError("The model is scaled to nothing, so it cannot be measured.");
    }
    return world;
}
