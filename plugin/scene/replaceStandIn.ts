import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { measureNodes } from "./measureNodes";
import { renewPhysics } from "./modelPhysics";
import { moveOthers } from "./moveOthers";
import { readRotation, writeRotation } from "./nodeRotation";
import type { PlaceableModel } from "./placeModel";
import { type Front, frontDirection, headingOf, measureDimensions, type Size, scaleFor } from "./placement";
import { writeProvenance } from "./provenance";
import { moveAnimations } from "./standInAnimations";
import { plainName } from "./standInName";

/** A model in the scene that can be taken out of it. */
export interface ReplacingModel extends PlaceableModel {
    dispose(): void;
}

/** Something that holds a place for a model. */
export interface PlaceHolder extends Omit<PlaceableModel, "size"> {
    asked: Size;
    /** Its own nodes below the root. Default: the meshes right there. */
    parts?: readonly Node[] | undefined;
    dispose(): void;
}

/**
 * Puts a model that was just imported where a stand-in is, and takes the stand-in away, between two frames. The model
 * gets what the designer did meanwhile: place, turn, scaling on top of the asked size, parent, name, whether it is
 * enabled, animations, behaviours, metadata, and what hangs below.
 *
 * Returns `deleted` when the stand-in is gone; the model is then taken out of the scene, and its file stays in the list.
 * Throws a `GenerationError` of kind `input` when the model has no extent that could be brought to the asked size; then
 * the model is taken out too, and the stand-in stays.
 */
export function replaceStandIn(standIn: PlaceHolder, model: ReplacingModel): "replaced" | "deleted" {
    if (standIn.wrapper.isDisposed()) {
        model.dispose();
        return "deleted";
    }
    const ratio = scaleRatio(standIn, model);
    takeOverTransform(standIn, model, ratio);
    takeOverIdentity(standIn.wrapper, model.wrapper);
    const { babylonScenario } = model.wrapper.metadata;
    writeProvenance(model.wrapper, { ...babylonScenario, unitsPerMetre: model.unitsPerMetre });
    moveAnimations(standIn.wrapper, model.wrapper, ratio);
    const { wrapper, root, parts = root.getChildMeshes(true) } = standIn;
    const own = new Set<Node>([wrapper, root, ...parts]);
    moveOthers(standIn.wrapper, own, model.wrapper);
    standIn.dispose();
    renewPhysics(model.wrapper);
    const { min, max } = measureNodes(model.root);
    model.size = { x: max.x - min.x, y: max.y - min.y, z: max.z - min.z };
    return "replaced";
}

/** What the model's scaling has to be of the stand-in's for both to have the asked size. */
function scaleRatio(standIn: PlaceHolder, model: ReplacingModel): number {
    try {
        const { asked, unitsPerMetre } = standIn;
        const scaleOf = ({ bounds, front }: Omit<PlaceableModel, "size">) =>
            scaleFor(asked, measureDimensions(bounds, front), unitsPerMetre);
        return scaleOf(model) / scaleOf(standIn);
    } catch (error) {
        model.dispose();
        throw error;
    }
}

/**
 * Copies the local transform, so that no parent, however skewed, has to be undone. Fronts differ by quarter turns; an
 * uneven scaling turns with them.
 */
function takeOverTransform(standIn: PlaceHolder, model: ReplacingModel, ratio: number): void {
    const { wrapper: from } = standIn;
    const { wrapper: to } = model;
    const turn = turnBetween(model.front, standIn.front, from.getScene().useRightHandedSystem);
    to.parent = from.parent;
    to.position.copyFrom(from.position);
    from.scaling.scaleToRef(ratio, to.scaling);
    if (Math.abs(Math.sin(turn)) > 0.5) {
        to.scaling.set(to.scaling.z, to.scaling.y, to.scaling.x);
    }
    to.rotation.copyFrom(from.rotation);
    to.rotationQuaternion = from.rotationQuaternion?.clone() ?? null;
    if (Math.abs(turn) > 1e-6) {
        writeRotation(to, readRotation(to).multiply(Quaternion.RotationAxis(Vector3.Up(), turn)));
    }
    model.unitsPerMetre = standIn.unitsPerMetre;
}

/** Radians about Y from one front to the other. */
function turnBetween(from: Front, to: Front, rightHanded: boolean): number {
    return headingOf(frontDirection(to, rightHanded)) - headingOf(frontDirection(from, rightHanded));
}

function takeOverIdentity(from: TransformNode, to: TransformNode): void {
    to.name = plainName(from.name);
    to.setEnabled(from.isEnabled(false));
    const { babylonScenario, ...others } = from.metadata ?? {};
    to.metadata = { ...others, ...to.metadata };
    for (const behavior of [...from.behaviors]) {
        from.removeBehavior(behavior);
        to.addBehavior(behavior);
    }
}
