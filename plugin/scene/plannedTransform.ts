import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { EditableModel } from "./editableModel";
import type { ModelEdit } from "./editModel";
import { changedParts, composeTransform, type LocalTransform, type TransformPart } from "./localTransform";
import { axisLengths, growthTo, modelDimensions } from "./modelDimensions";
import { placementError } from "./placement";

/** The one part of a transform that an edit is about. */
export const touchedPart: Record<ModelEdit["kind"], TransformPart> = {
    size: "scaling",
    turn: "rotation",
    face: "rotation",
    move: "position",
    ground: "position",
};

/**
 * What a wrapper's own transform has to be for its world matrix to be the wanted one, as far as it can express that. Only
 * what the edit is about is touched where that is enough: it leaves the numbers a designer sees as they are. Throws kind
 * `input` when a parent is scaled to nothing.
 */
export function plannedTransform(
    model: EditableModel,
    edit: ModelEdit,
    before: LocalTransform,
    wanted: Matrix,
): LocalTransform {
    if (edit.kind === "size" && edit.size.mode !== "file") {
        return { ...before, scaling: before.scaling.scale(growthTo(edit.size, modelDimensions(model))) };
    }
    const parent = parentWorld(model.wrapper, before);
    if (!(Math.abs(parent.determinant()) > 1e-30)) {
        throw placementError("A parent is scaled to nothing, so the model cannot be turned or moved under it.");
    }
    const local = wanted.multiply(Matrix.Invert(parent));
    if (touchedPart[edit.kind] === "position") {
        return { ...before, position: local.getTranslation() };
    }
    const after = { position: new Vector3(), rotation: new Quaternion(), scaling: new Vector3() };
    local.decompose(after.scaling, after.rotation, after.position, signsFor(model.wrapper, local), false);
    return withoutNoise(before, after);
}

/** What an edit is not about stays to the last digit, not only as far as a matrix can hold it. */
function withoutNoise(before: LocalTransform, after: LocalTransform): LocalTransform {
    const changed = changedParts(before, after);
    return {
        position: changed.includes("position") ? after.position : before.position,
        rotation: changed.includes("rotation") ? after.rotation : before.rotation,
        scaling: changed.includes("scaling") ? after.scaling : before.scaling,
    };
}

/** What is above the wrapper, which is not always its parent's own matrix: it may hang on a bone. */
function parentWorld(wrapper: TransformNode, before: LocalTransform): Matrix {
    const local = composeTransform(before);
    const parent = wrapper.parent?.computeWorldMatrix(true) ?? Matrix.Identity();
    const world = wrapper.getWorldMatrix();
    return isAlike(local.multiply(parent), world) ? parent : Matrix.Invert(local).multiply(world);
}

/** A mirrored model stays mirrored along the axis the designer sees it mirrored. */
function signsFor(wrapper: TransformNode, local: Matrix): TransformNode | undefined {
    const { x, y, z } = wrapper.scaling;
    return x * y * z * local.determinant() > 0 ? wrapper : undefined;
}

/**
 * What may be lost of a matrix: a thousandth of the length of each axis, of which a slender model takes less, and of the
 * longest for where it puts things.
 */
export function isAlike(one: Matrix, other: Matrix, strictness = 1): boolean {
    const [these, those] = [one.asArray(), other.asArray()];
    const lengths = axisLengths(other);
    const far = 1e-3 * Math.max(...lengths) + 1e-6 * other.getTranslation().length();
    const slack = [...lengths.map((length) => 1e-3 * strictness * length), far];
    return slack.every((allowed, row) =>
        [0, 1, 2].every((at) => Math.abs((these[row * 4 + at] ?? 0) - (those[row * 4 + at] ?? 0)) <= allowed),
    );
}
