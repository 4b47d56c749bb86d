import type { Material } from "@babylonjs/core/Materials/material.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { InstancedMesh } from "@babylonjs/core/Meshes/instancedMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { type LocalTransform, readTransform, writeTransform } from "./localTransform";

/** A node of a model, with what its file says of it. */
export interface NodeAsLoaded {
    node: TransformNode;
    name: string;
    /** Null for the file's own root. */
    parent: Node | null;
    transform: LocalTransform;
    isEnabled: boolean;
    /** Of a mesh. */
    look: { material: Material | null; isVisible: boolean; visibility: number } | undefined;
    /** Of the morph targets. */
    influences: readonly number[];
}

/** Notes what a node is, as long as nobody has changed it. */
export function noteAsLoaded(node: TransformNode): NodeAsLoaded {
    const { name, parent } = node;
    const look = node instanceof AbstractMesh ? pickLook(node) : undefined;
    const influences = targetsOf(node).map(({ influence }) => influence);
    return { node, name, parent, transform: readTransform(node), isEnabled: node.isEnabled(false), look, influences };
}

function pickLook({ material, isVisible, visibility }: AbstractMesh) {
    return { material, isVisible, visibility };
}

/** Makes a copy of a node what the node was. The parent is the caller's. */
export function restoreAsLoaded(copy: TransformNode, { node, transform, isEnabled, look, influences }: NodeAsLoaded) {
    copy.id = node.id;
    copy.metadata = node.metadata && { ...node.metadata };
    // Where in the file it comes from, as Babylon.js' loader notes it.
    copy._internalMetadata = node._internalMetadata;
    copy.inheritVisibility = node.inheritVisibility;
    writeTransform(copy, transform);
    copy.setEnabled(isEnabled);
    if (copy instanceof AbstractMesh && look !== undefined) {
        copy.isVisible = look.isVisible;
        if (!(copy instanceof InstancedMesh)) {
            copy.visibility = look.visibility;
            copy.material = look.material;
        }
    }
    for (const [index, target] of targetsOf(copy).entries()) {
        target.influence = influences[index] ?? 0;
    }
}

/** The morph targets of a node, in order. */
export function targetsOf(node: TransformNode) {
    const manager = node instanceof Mesh ? node.morphTargetManager : null;
    return Array.from({ length: manager?.numTargets ?? 0 }, (_, index) => manager?.getTarget(index)).filter(
        (target) => target !== undefined,
    );
}
