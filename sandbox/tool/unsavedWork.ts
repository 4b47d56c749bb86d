import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { contentOf } from "./contentOf";

/** Whether a scene is other than it was when it was opened or saved last. Looking around is no work. */
export interface UnsavedWork {
    isThere(): boolean;
    /** Something was changed that nodes do not show, such as a colour. */
    note(): void;
    /** From now on this scene, as it is, is what has been kept. */
    keep(scene: Scene): void;
    /** The same, once the returned function is called: what is changed until then is not kept. */
    keepLater(scene: Scene): () => void;
}

/** Also asks before the page is left, for as long as there is some. */
export function createUnsavedWork(): UnsavedWork {
    let kept: { scene: Scene; print: string; notes: number } | undefined;
    let notes = 0;
    const isThere = () => kept !== undefined && (notes !== kept.notes || printOf(kept.scene) !== kept.print);
    const keepLater = (scene: Scene) => {
        const now = { scene, print: printOf(scene), notes };
        return () => {
            kept = now;
        };
    };
    window.addEventListener("beforeunload", (event) => {
        if (isThere()) {
            event.preventDefault();
        }
    });
    return {
        isThere,
        note: () => {
            notes += 1;
        },
        keep: (scene) => keepLater(scene)(),
        keepLater,
    };
}

/** All that is asked of nodes: two scenes with the same print look alike but for their materials. */
export function printOf(scene: Scene): string {
    const { meshes, transformNodes, lights } = contentOf(scene);
    return JSON.stringify([[...meshes, ...transformNodes].map(describeNode), lights.map((light) => light.serialize())]);
}

function describeNode(node: TransformNode): unknown[] {
    const { uniqueId, name, parent, position, rotation, rotationQuaternion, scaling } = node;
    const turn = rotationQuaternion?.asArray() ?? rotation.asArray();
    const place = [position.asArray(), turn, scaling.asArray()];
    return [uniqueId, name, parent?.uniqueId, node.isEnabled(false), place, ...describeMesh(node)];
}

function describeMesh(node: TransformNode): unknown[] {
    return node instanceof AbstractMesh
        ? [node.isVisible, node.isPickable, node.checkCollisions, node.receiveShadows, node.material?.uniqueId]
        : [];
}
