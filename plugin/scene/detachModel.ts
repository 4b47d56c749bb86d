import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { collectModelParts } from "./modelParts";
import { hasPhysics, physicsOf, setPhysics } from "./modelPhysics";
import { moveOthers } from "./moveOthers";
import { ownedModel, ownedNodes } from "./ownedParts";
import { forgetShadows } from "./shadowCasters";

/** A model that was taken out of its scene and can come back as it was, without being loaded again. */
export interface DetachedModel {
    /** Puts it back. @returns what is not as it was, as a sentence */
    attach(): string | undefined;
    /** For good. */
    dispose(): void;
}

/**
 * Takes a model out of its scene with all that only it uses. What a designer hung on it moves up to the model's parent,
 * and comes back with it unless somebody has moved it on.
 */
export function detachModel(wrapper: TransformNode): DetachedModel {
    const scene = wrapper.getScene();
    const { parent } = wrapper;
    const nodes = ownedNodes(wrapper);
    const guests = [...wrapper.getDescendants(false)]
        .filter((node) => !nodes.has(node) && node.parent !== null && nodes.has(node.parent))
        .map((node) => ({ node, host: node.parent }));
    moveOthers(wrapper, nodes, parent);
    const levels = [...nodes].flatMap(levelsOf);
    const parts = collectModelParts(scene, new Set([...nodes, ...levels]));
    const physics = physicsOf(wrapper);
    setPhysics(wrapper, "none");
    const castAgain = forgetShadows(scene, nodes);
    // A parent that is deleted meanwhile must not take it along.
    wrapper.parent = null;
    for (const node of [...nodes, ...levels]) {
        if (node instanceof AbstractMesh) scene.removeMesh(node);
        else if (node instanceof TransformNode) scene.removeTransformNode(node);
    }
    parts.remove();
    return {
        attach: () => {
            parts.add();
            for (const node of [...nodes, ...levels]) {
                if (node instanceof AbstractMesh) scene.addMesh(node);
                else if (node instanceof TransformNode) scene.addTransformNode(node);
            }
            castAgain();
            const isGone = parent !== null && (parent.isDisposed() || parent.getScene() !== scene);
            wrapper.parent = isGone ? null : parent;
            for (const { node, host } of guests) bringBack(node, host, parent);
            setPhysics(wrapper, hasPhysics(scene) ? physics : "none");
            return isGone ? `The parent of ${wrapper.name} is gone, so it stands on its own.` : undefined;
        },
        dispose: () => {
            const isAlone = ownedModel(wrapper) === undefined;
            wrapper.dispose();
            if (isAlone) parts.dispose();
        },
    };
}

/** What is drawn in a mesh's place when little of it can be seen. */
function levelsOf(node: Node): Mesh[] {
    const levels = node instanceof Mesh ? node.getLODLevels() : [];
    return levels.flatMap(({ mesh }) => mesh ?? []);
}

function bringBack(node: Node, host: Node | null, movedTo: Node | null): void {
    if (!node.isDisposed() && node.parent === movedTo) {
        if (node instanceof TransformNode) node.setParent(host);
        else node.parent = host;
    }
}
