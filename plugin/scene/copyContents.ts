import type { AnimationGroup } from "@babylonjs/core/Animations/animationGroup.js";
import type { Skeleton } from "@babylonjs/core/Bones/skeleton.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { InstancedMesh } from "@babylonjs/core/Meshes/instancedMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { createContents, type ModelContents } from "./modelContents";
import { type NodeAsLoaded, restoreAsLoaded, targetsOf } from "./nodeAsLoaded";

/** False when somebody has deleted a part of it, so that its file is needed to have all of it again. */
export function canCopy({ asLoaded }: ModelContents): boolean {
    return asLoaded.every(({ node }) => !node.isDisposed());
}

/**
 * Puts the nodes of a model into its scene once more, as their file has them, with geometry, materials and textures in
 * common. Nodes of its own and no instances: an instance would go with the mesh it is of, could not have a look of its own, and
 * would be drawn inside out where only one of the two is mirrored. On an error nothing is left.
 */
export function copyContents({ asLoaded, ...source }: ModelContents): ModelContents {
    const copies = createCopies();
    const rollBack = noteEnds(source.root.getScene());
    const nodes: TransformNode[] = [];
    const skeletons: Skeleton[] = [];
    const animationGroups: AnimationGroup[] = [];
    // Meshes before the instances of them.
    const sorted = [...asLoaded].sort((one, other) => rank(one) - rank(other));
    try {
        for (const one of sorted) nodes.push(copyNode(one, copies));
        for (const one of source.skeletons) skeletons.push(copySkeleton(one, copies));
        for (const one of sorted) joinNode(one, copies);
        for (const one of source.animationGroups) animationGroups.push(one.clone(one.name, copies.of));
    } catch (error) {
        rollBack();
        throw error;
    }
    const own = { nodes, skeletons, animationGroups, morphTargetManagers: nodes.flatMap(morphsOf) };
    return createContents(own, {
        root: copies.of(source.root),
        assets: source.assets,
        asLoaded: sorted.map((one) => ({
            ...one,
            node: copies.of(one.node),
            parent: one.parent && copies.of(one.parent),
        })),
    });
}

/** Disposes what comes into a scene from now on, also what never reached us because an observer of the scene threw. */
function noteEnds(scene: Scene): () => void {
    const { animationGroups, morphTargetManagers, skeletons, meshes, transformNodes } = scene;
    const lists = [animationGroups, morphTargetManagers, skeletons, meshes, transformNodes];
    const ends = lists.map(({ length }) => length);
    return () => {
        for (const part of lists.flatMap((list, at): { dispose(): void }[] => list.slice(ends[at]))) {
            part.dispose();
        }
    };
}

const rank = ({ node }: NodeAsLoaded) => (node instanceof InstancedMesh ? 1 : 0);

const morphsOf = (node: TransformNode) =>
    node instanceof Mesh && node.morphTargetManager ? [node.morphTargetManager] : [];

/** What was made of what. */
interface Copies {
    /** The copy, or the thing itself where there is none. */
    of<Part extends object>(part: Part): Part;
    note<Part extends object>(part: Part, copy: Part): void;
}

function createCopies(): Copies {
    const copies = new Map<object, object>();
    return {
        // Only copies of one kind are noted.
        of: <Part extends object>(part: Part) => (copies.get(part) ?? part) as Part,
        note: (part, copy) => void copies.set(part, copy),
    };
}

function copyNode(asLoaded: NodeAsLoaded, copies: Copies): TransformNode {
    const { node } = asLoaded;
    const copy = cloneNode(asLoaded, copies);
    copies.note(node, copy);
    if (node instanceof Mesh && copy instanceof Mesh && node.morphTargetManager) {
        // Babylon.js lets a clone move with its source.
        copy.morphTargetManager = node.morphTargetManager.clone();
        const targets = targetsOf(copy);
        for (const [index, target] of targetsOf(node).entries()) {
            copies.note(target, targets[index] ?? target);
        }
    }
    restoreAsLoaded(copy, asLoaded);
    return copy;
}

/** Not by Babylon.js' own clone, which looks through everything that a node could have, and takes ten times as long. */
function cloneNode({ node, name }: NodeAsLoaded, copies: Copies): TransformNode {
    if (node instanceof InstancedMesh) {
        return copies.of(node.sourceMesh).createInstance(name);
    }
    if (node instanceof Mesh && node.hasThinInstances) {
        return node.clone(name, { doNotCloneChildren: true, clonePhysicsImpostor: false, cloneThinInstances: true });
    }
    return node instanceof Mesh ? cloneMesh(node, name) : new TransformNode(name, node.getScene());
}

function cloneMesh(mesh: Mesh, name: string): Mesh {
    const copy = new Mesh(name, mesh.getScene());
    copy.isUnIndexed = mesh.isUnIndexed;
    copy.sideOrientation = mesh.sideOrientation;
    copy.hasVertexAlpha = mesh.hasVertexAlpha;
    copy.numBoneInfluencers = mesh.numBoneInfluencers;
    if (mesh.geometry) {
        mesh.geometry.applyToMesh(copy);
        const { minimum, maximum } = mesh.getRawBoundingInfo();
        copy.buildBoundingInfo(minimum, maximum);
    }
    // For its levels of detail, and whoever else follows its clones.
    mesh.onClonedObservable.notifyObservers(copy);
    return copy;
}

function copySkeleton(skeleton: Skeleton, copies: Copies): Skeleton {
    const copy = skeleton.clone(skeleton.name, skeleton.id);
    copies.note(skeleton, copy);
    for (const bone of copy.bones) {
        const linked = bone.getTransformNode();
        if (linked) {
            bone.linkTransformNode(copies.of(linked));
        }
    }
    return copy;
}

function joinNode({ node, parent }: NodeAsLoaded, copies: Copies): void {
    const copy = copies.of(node);
    copy.parent = parent && copies.of(parent);
    if (node instanceof AbstractMesh && copy instanceof Mesh && node.skeleton) {
        copy.skeleton = copies.of(node.skeleton);
    }
}
