import type { AnimationGroup } from "@babylonjs/core/Animations/animationGroup.js";
import type { Material } from "@babylonjs/core/Materials/material.js";
import { MultiMaterial } from "@babylonjs/core/Materials/multiMaterial.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { targetsOf } from "./nodeAsLoaded";

/** What some nodes of a scene use, to be taken out of its lists and put back together. */
export interface ModelParts {
    /** Takes out what nothing else in the scene uses now. */
    remove(): void;
    /** Puts back what is not in the scene, also when it was another model that took it out. */
    add(): void;
    /** For good, what nothing in the scene uses. The nodes themselves are left to whoever has them. */
    dispose(): void;
}

/** Finds what nodes use: materials and their textures, geometry, skeletons, animations. */
export function collectModelParts(scene: Scene, nodes: ReadonlySet<Node>): ModelParts {
    const meshes = [...nodes].filter((node) => node instanceof AbstractMesh);
    const targets = new Set<object>([...nodes, ...meshes.flatMap(targetsOf)]);
    const groups = scene.animationGroups.filter((group) => isOf(group, targets));
    const ours = partsOf(scene, meshes);
    const onlyOurs = () => {
        const others = partsOf(
            scene,
            scene.meshes.filter((mesh) => !nodes.has(mesh)),
        );
        const materials = without(ours.materials, others.materials);
        const kept = scene.materials.filter((material) => !materials.includes(material)).flatMap(texturesOf);
        return {
            materials,
            textures: without(ours.textures, kept),
            geometries: without(ours.geometries, others.geometries),
            skeletons: without(ours.skeletons, others.skeletons),
        };
    };
    return {
        remove: () => {
            const { materials, textures, geometries, skeletons } = onlyOurs();
            for (const group of groups) scene.removeAnimationGroup(group);
            for (const skeleton of skeletons) scene.removeSkeleton(skeleton);
            for (const geometry of geometries) scene.removeGeometry(geometry);
            for (const material of materials) scene.removeMaterial(material);
            for (const texture of textures) scene.removeTexture(texture);
        },
        add: () => {
            // As it is now: a material may have been deleted meanwhile.
            const { materials, textures, geometries, skeletons } = partsOf(scene, meshes);
            for (const texture of without(textures, scene.textures)) scene.addTexture(texture);
            for (const material of without(materials, scene.materials)) scene.addMaterial(material);
            for (const geometry of without(geometries, scene.geometries)) scene.pushGeometry(geometry);
            for (const skeleton of without(skeletons, scene.skeletons)) scene.addSkeleton(skeleton);
            for (const group of groups) scene.addAnimationGroup(group);
        },
        dispose: () => {
            const { materials, textures, skeletons } = onlyOurs();
            for (const part of [...groups, ...skeletons, ...materials, ...textures]) part.dispose();
        },
    };
}

function partsOf(scene: Scene, meshes: readonly AbstractMesh[]) {
    const ofTheScene = [scene.environmentTexture, scene.environmentBRDFTexture].filter((texture) => texture !== null);
    const materials = meshes.flatMap(materialsOf);
    return {
        materials,
        textures: without(materials.flatMap(texturesOf), ofTheScene),
        geometries: meshes.flatMap((mesh) => (mesh instanceof Mesh && mesh.geometry ? [mesh.geometry] : [])),
        skeletons: meshes.flatMap(({ skeleton }) => (skeleton ? [skeleton] : [])),
    };
}

/** Each once, and only those that the others do not have. */
function without<Part>(own: readonly Part[], others: readonly Part[]): Part[] {
    const used = new Set(others);
    return [...new Set(own)].filter((part) => !used.has(part));
}

function materialsOf({ material }: AbstractMesh): Material[] {
    const inner = material instanceof MultiMaterial ? material.subMaterials.filter((one) => one !== null) : [];
    return material ? [material, ...inner] : [];
}

const texturesOf = (material: Material) => material.getActiveTextures();

function isOf({ targetedAnimations }: AnimationGroup, targets: ReadonlySet<object>): boolean {
    return targetedAnimations.length > 0 && targetedAnimations.every(({ target }) => targets.has(target));
}
