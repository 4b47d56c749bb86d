import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { z } from "zod";
import type { EditableModel } from "./editableModel";
import { sceneError } from "./importErrors";
import { type LocalTransform, readTransform, type TransformPart, writeTransform } from "./localTransform";
import {
    type Facing,
    facingSchema,
    placementError,
    pointSchema,
    type Size,
    sizeSchema,
    slenderness,
} from "./placement";
import { isAlike, plannedTransform, touchedPart } from "./plannedTransform";
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
    checkAnimations(wrapper, touchedPart[edit.kind]);
    const wanted = wantedWorld(model, edit);
    const before = readTransform(wrapper);
    writeTransform(wrapper, plannedTransform(model, edit, before, wanted));
    settleNodes(wrapper);
    const { bounds } = model.provenance;
    if (!isAlike(wrapper.computeWorldMatrix(true), wanted, bounds && slenderness(bounds))) {
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
