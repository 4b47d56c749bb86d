import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";

/** What each substitute was put in the place of, as long as it lives. */
const originals = new WeakMap<TransformNode, TransformNode>();
/** Who stands for a hidden node now. */
const substitutes = new WeakMap<TransformNode, TransformNode>();

/**
 * Lets one node stand for another, which is hidden and kept. When the substitute is deleted, the original is seen again.
 * Placing the substitute is the caller's. Done again, and in turns with `bringBack`, it gives the same.
 */
export function replaceNode(original: TransformNode, substitute: TransformNode): void {
    if (originals.get(substitute) !== original) {
        originals.set(substitute, original);
        substitute.onDisposeObservable.addOnce(() => {
            if (substitutes.get(original) === substitute) {
                show(original);
            }
        });
    }
    substitutes.set(original, substitute);
    original.setEnabled(false);
    substitute.setEnabled(true);
}

/**
 * Shows what a node was put in the place of, and hides the node, which is kept.
 * @returns the original, for `replaceNode` to hide again; undefined when there is none any more
 */
export function bringBack(substitute: TransformNode): TransformNode | undefined {
    const original = originalOf(substitute);
    if (original !== undefined) {
        show(original);
        substitute.setEnabled(false);
    }
    return original;
}

/** What a node was put in the place of, whichever of the two is seen; undefined when there is none any more. */
export function originalOf(substitute: TransformNode): TransformNode | undefined {
    const original = originals.get(substitute);
    return original?.isDisposed() ? undefined : original;
}

/** Shows what a node stands for, when that is hidden for it now, and leaves the node alone. @returns what was shown */
export function uncover(substitute: TransformNode): TransformNode | undefined {
    const original = originalOf(substitute);
    const isCovered = original !== undefined && substitutes.get(original) === substitute && !original.isEnabled(false);
    if (isCovered) {
        show(original);
    }
    return isCovered ? original : undefined;
}

/** Hides what a node stands for again, unless it is gone or another node stands for it. */
export function cover(original: TransformNode, substitute: TransformNode): void {
    if (!original.isDisposed() && !substitutes.has(original)) {
        substitutes.set(original, substitute);
        original.setEnabled(false);
    }
}

function show(original: TransformNode): void {
    substitutes.delete(original);
    if (!original.isDisposed()) {
        original.setEnabled(true);
    }
}
