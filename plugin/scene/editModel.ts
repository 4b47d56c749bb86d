import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { z } from "zod";
import type { EditableModel } from "./editableModel";
import { sceneError } from "./importErrors";
import {
    composeTransform,
    type LocalTransform,
    readTransform,
    type TransformPart,
    writeTransform,
} from "./localTransform";
import { axisLengths, growthTo, modelDimensions } from "./modelDimensions";
import { type Facing, facingSchema, placementError, pointSchema, type Size, sizeSchema } from "./placement";
import { settleNodes } from "./settleNodes";
import { wantedWorld } from "./wantedWorld";

/**
 * One change of a placed model.
 *
 * - `size`: one of its own edges, as it is drawn, becomes so many metres and the others follow; or every edge as in the
 *   file.
 * - `turn`: about the vertical axis through the point it stands on, in radians; positive from +Z to +X.
 * - `face`: turns it until its front looks there.
 * - `move`: the point it stands on, in scene units and world space.
 * - `ground`: down or up to the first surface under its top.
 */
export type ModelEdit =
    | { kind: "size"; size: Size }
    | { kind: "turn"; radians: number }
    | { kind: "face"; facing: Facing }
    | { kind: "move"; position: { x: number; y: number; z: number } }
    | { kind: "ground" };

/** What an edit did to the wrapper, for undo. */
export interface DoneEdit {
    before: LocalTransform;
    after: LocalTransform;
}

/**
 * Changes the size, the facing or the place of a model in the scene without another import. What stands above it may be
 * stretched, mirrored, moving or frozen: what is seen is what was asked for, now.
 *
 * Throws a `GenerationError` and changes nothing: `scene` when the model was deleted; `input` for what cannot be had. That
 * is a turn under a parent that is stretched unevenly and not along the model's own axes, because position, rotation and
 * scaling cannot express it; the facing of a model whose front looks straight up or down; and what a running animation
 * would undo in the next frame.
 */
export function editModel(model: EditableModel, edit: ModelEdit): DoneEdit {
    const { wrapper } = model;
    checkEdit(edit);
    if (wrapper.isDisposed()) {
        throw sceneError("The model is no longer in the scene.", "Place it from the list again.");
    }
    checkAnimations(wrapper, touched[edit.kind]);
    const wanted = wantedWorld(model, edit);
    const before = readTransform(wrapper);
    writeTransform(wrapper, plannedTransform(model, edit, before, wanted));
    settleNodes(wrapper);
    if (!isAlike(wrapper.computeWorldMatrix(true), wanted)) {
        writeTransform(wrapper, before);
        settleNodes(wrapper);
        throw placementError(
            "A parent is stretched unevenly and turned against the model, which would skew the model. " +
                "Choose another parent, or scale this one evenly.",
        );
    }
    return { before, after: readTransform(wrapper) };
}

const editSchema = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("size"), size: sizeSchema }),
    z.strictObject({ kind: z.literal("turn"), radians: z.number() }),
    z.strictObject({ kind: z.literal("face"), facing: facingSchema }),
    z.strictObject({ kind: z.literal("move"), position: pointSchema }),
    z.strictObject({ kind: z.literal("ground") }),
]);

function checkEdit(edit: ModelEdit): void {
    const result = editSchema.safeParse(edit);
    if (!result.success) {
        throw placementError(`The change is wrong at ${result.error.issues[0]?.path.join(".") || "its fields"}.`);
    }
}

const touched: Record<ModelEdit["kind"], TransformPart> = {
    size: "scaling",
    turn: "rotation",
    face: "rotation",
    move: "position",
    ground: "position",
};

function checkAnimations(wrapper: TransformNode, part: TransformPart): void {
    const isSet = wrapper
        .getScene()
        .animatables.some(
            (animatable) =>
                animatable.target === wrapper &&
                !animatable.paused &&
                animatable.getAnimations().some(({ animation }) => animation.targetPropertyPath[0]?.startsWith(part)),
        );
    if (isSet) {
        throw placementError(`An animation sets the model's ${part}, so the change would not last. Pause it first.`);
    }
}

/** Only what the edit is about is touched where that is enough: it leaves the numbers a designer sees as they are. */
function plannedTransform(
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
    if (touched[edit.kind] === "position") {
        return { ...before, position: local.getTranslation() };
    }
    const after = { position: new Vector3(), rotation: new Quaternion(), scaling: new Vector3() };
    local.decompose(after.scaling, after.rotation, after.position, signsFor(model.wrapper, local), false);
    return after;
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

/** What may be lost of a matrix: a thousandth of the length of each axis, and of the longest for where it puts things. */
function isAlike(one: Matrix, other: Matrix): boolean {
    const [these, those] = [one.asArray(), other.asArray()];
    const lengths = axisLengths(other);
    const far = 1e-3 * Math.max(...lengths) + 1e-6 * other.getTranslation().length();
    const slack = [...lengths.map((length) => 1e-3 * length), far];
    return slack.every((allowed, row) =>
        [0, 1, 2].every((at) => Math.abs((these[row * 4 + at] ?? 0) - (those[row * 4 + at] ?? 0)) <= allowed),
    );
}
