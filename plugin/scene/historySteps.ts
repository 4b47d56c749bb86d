import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { type DetachedModel, detachModel } from "./detachModel";
import type { HistoryStep, StepOutcome } from "./editHistory";
import type { DoneEdit } from "./editModel";
import { isInScene } from "./isInScene";
import { changedParts, type LocalTransform, readTransform, writeTransform } from "./localTransform";
import { bringBack, cover, originalOf, replaceNode, uncover } from "./replaceNode";
import { settleNodes } from "./settleNodes";

/**
 * A change of where a model is, how it is turned or how large. Only what it changed, and nobody else changed since, is
 * taken back.
 */
export function editStep(label: string, wrapper: TransformNode, { before, after }: DoneEdit): HistoryStep {
    const ours = changedParts(before, after);
    const go = (from: LocalTransform, to: LocalTransform): StepOutcome => {
        if (!isInScene(wrapper)) {
            return { isDone: false, note: `${wrapper.name} is no longer in the scene.` };
        }
        const theirs = changedParts(readTransform(wrapper), from);
        const left = ours.filter((part) => theirs.includes(part));
        const parts = ours.filter((part) => !theirs.includes(part));
        writeTransform(wrapper, to, parts);
        settleNodes(wrapper);
        const note = `The ${left.join(" and ")} of ${wrapper.name} was changed by somebody else since, and stays.`;
        return { isDone: parts.length > 0 || ours.length === 0, ...(left.length > 0 && { note }) };
    };
    return { label, scene: wrapper.getScene(), undo: () => go(after, before), redo: () => go(before, after) };
}

/**
 * A model that was just put into the scene. Taken back, it is kept aside, and what it stands for is seen; its result stays
 * in the list.
 */
export function importStep(label: string, wrapper: TransformNode): HistoryStep {
    const { leave, enter, ...rest } = presence(wrapper);
    return { label, undo: leave, redo: enter, ...rest };
}

/** Takes a model out of the scene, as a step that brings it back. */
export function removalStep(label: string, wrapper: TransformNode): HistoryStep {
    const { leave, enter, ...rest } = presence(wrapper);
    leave();
    return { label, undo: enter, redo: leave, ...rest };
}

/**
 * Shows what a model stands for and hides the model, or the other way round, as a step. Undefined when there is nothing it
 * stands for any more.
 */
export function swapStep(wrapper: TransformNode): HistoryStep | undefined {
    const original = originalOf(wrapper);
    if (original === undefined) {
        return undefined;
    }
    const isBringingBack = !original.isEnabled(false);
    const label = isBringingBack
        ? `Bring back ${original.name}`
        : `Put ${wrapper.name} in the place of ${original.name}`;
    const swap = (isOriginalWanted: boolean): void => {
        if (isOriginalWanted) bringBack(wrapper);
        else replaceNode(original, wrapper);
    };
    const go = (isOriginalWanted: boolean): StepOutcome => {
        if (!isInScene(wrapper) || original.isDisposed()) {
            return { isDone: false, note: `${original.name} or ${wrapper.name} is no longer in the scene.` };
        }
        if (original.isEnabled(false) === isOriginalWanted || wrapper.isEnabled(false) !== isOriginalWanted) {
            return { isDone: false, note: `Somebody else has shown or hidden one of the two since, and it stays so.` };
        }
        swap(isOriginalWanted);
        return { isDone: true };
    };
    swap(isBringingBack);
    return { label, undo: () => go(!isBringingBack), redo: () => go(isBringingBack) };
}

function presence(wrapper: TransformNode) {
    let detached: DetachedModel | undefined;
    let uncovered: TransformNode | undefined;
    const gone = (): StepOutcome => ({ isDone: false, note: `${wrapper.name} is no longer in the scene.` });
    const leave = (): StepOutcome => {
        if (!isInScene(wrapper)) {
            return gone();
        }
        uncovered = uncover(wrapper);
        detached = detachModel(wrapper);
        return { isDone: true };
    };
    const enter = (): StepOutcome => {
        if (detached === undefined || wrapper.isDisposed() || wrapper.getScene().isDisposed) {
            return gone();
        }
        const note = detached.attach();
        detached = undefined;
        if (uncovered) cover(uncovered, wrapper);
        return { isDone: true, ...(note !== undefined && { note }) };
    };
    const dispose = () => detached?.dispose();
    return { leave, enter, scene: wrapper.getScene(), isHolding: () => detached !== undefined, dispose };
}
