import type { AnimationGroup } from "@babylonjs/core/Animations/animationGroup.js";
import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Skeleton } from "@babylonjs/core/Bones/skeleton.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { MorphTargetManager } from "@babylonjs/core/Morph/morphTargetManager.js";
import type { Node } from "@babylonjs/core/node.js";
import { type NodeAsLoaded, noteAsLoaded } from "./nodeAsLoaded";
import { type SharedAssets, shareAssets, whenUnused } from "./sharedAssets";

/** What one model has for itself, below its wrapper. */
export interface OwnParts {
    nodes: readonly Node[];
    skeletons: readonly Skeleton[];
    animationGroups: readonly AnimationGroup[];
    morphTargetManagers: readonly MorphTargetManager[];
}

/** What one model consists of, and what it draws with, which copies of it share. */
export interface ModelContents extends OwnParts {
    /** The file's own root. */
    root: TransformNode;
    assets: SharedAssets;
    /** Its nodes as its file has them, whatever was done to them since. */
    asLoaded: readonly NodeAsLoaded[];
    /** Takes all of it out of the scene for good; what it draws with goes when no other model does. */
    dispose(): void;
}

/** Takes the nodes out of a container that was just added to its scene; what is left there is shared. */
export function takeContents(container: AssetContainer, root: TransformNode): ModelContents {
    const { meshes, transformNodes, lights, cameras, ...rest } = container;
    const nodes = [...meshes, ...transformNodes, ...lights, ...cameras];
    const { skeletons, animationGroups, morphTargetManagers } = rest;
    const own = { nodes, skeletons, animationGroups, morphTargetManagers };
    Object.assign(container, { meshes: [], transformNodes: [], lights: [], cameras: [] });
    Object.assign(container, { skeletons: [], animationGroups: [], morphTargetManagers: [] });
    const asLoaded = nodes.filter((node) => node instanceof TransformNode).map(noteAsLoaded);
    return createContents(own, { root, assets: shareAssets(container), asLoaded });
}

export function createContents(
    own: OwnParts,
    shared: Pick<ModelContents, "root" | "assets" | "asLoaded">,
): ModelContents {
    const { assets } = shared;
    assets.hold();
    for (const mesh of own.nodes) {
        if (mesh instanceof AbstractMesh) {
            assets.protectFrom(mesh);
        }
    }
    let isDisposed = false;
    return {
        ...own,
        ...shared,
        dispose: () => {
            if (!isDisposed) {
                isDisposed = true;
                disposeParts(own);
                assets.release();
            }
        },
    };
}

/** Nodes first, so that nobody draws with the rest any more. */
function disposeParts({ nodes, skeletons, animationGroups, morphTargetManagers }: OwnParts): void {
    for (const node of nodes) {
        if (!node.isDisposed()) {
            node.dispose();
        }
    }
    for (const part of [...animationGroups, ...morphTargetManagers]) {
        part.dispose();
    }
    for (const skeleton of skeletons) {
        const isUsedBy = (mesh: AbstractMesh) => mesh.skeleton === skeleton;
        whenUnused(skeleton.getScene(), isUsedBy, () => skeleton.dispose());
    }
}
