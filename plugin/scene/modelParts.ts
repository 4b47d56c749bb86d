import type { AnimationGroup } from "@babylonjs/core/Animations/animationGroup.js";
import type { Material } from "@babylonjs/core/Materials/material.js";
import { MultiMaterial } from "@babylonjs/core/Materials/multiMaterial.js";
import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** What only some nodes of a scene use, to be taken out of its lists and put back together. */
export interface ModelParts {
    remove(): void;
    add(): void;
    /** For good. The nodes themselves are left to whoever has them. */
    dispose(): void;
}

/** Finds what nothing else in the scene uses: materials and their textures, skeletons, animations. */
export function collectModelParts(scene: Scene, nodes: ReadonlySet<Node>): ModelParts {
    const meshes = [...nodes].filter((node) => node instanceof AbstractMesh);
    const others = scene.meshes.filter((mesh) => !nodes.has(mesh));
    const materials = without(meshes.flatMap(materialsOf), others.flatMap(materialsOf));
    const kept = scene.materials.filter((material) => !materials.includes(material));
    const texturesOf = (material: Material) => material.getActiveTextures();
    const ofTheScene = [scene.environmentTexture, scene.environmentBRDFTexture].filter((texture) => texture !== null);
    const textures = without(materials.flatMap(texturesOf), [...kept.flatMap(texturesOf), ...ofTheScene]);
    const geometriesOf = (mesh: AbstractMesh) => (mesh instanceof Mesh && mesh.geometry ? [mesh.geometry] : []);
    const geometries = without(meshes.flatMap(geometriesOf), others.flatMap(geometriesOf));
    const skeletonsOf = ({ skeleton }: AbstractMesh) => (skeleton ? [skeleton] : []);
    const skeletons = without(meshes.flatMap(skeletonsOf), others.flatMap(skeletonsOf));
    const groups = scene.animationGroups.filter((group) => isOf(group, nodes));
    return {
        remove: () => {
            for (const group of groups) scene.removeAnimationGroup(group);
            for (const skeleton of skeletons) scene.removeSkeleton(skeleton);
            for (const geometry of geometries) scene.removeGeometry(geometry);
            for (const material of materials) scene.removeMaterial(material);
            for (const texture of textures) scene.removeTexture(texture);
        },
        add: () => {
            for (const texture of textures) scene.addTexture(texture);
            for (const material of materials) scene.addMaterial(material);
            for (const geometry of geometries) scene.pushGeometry(geometry);
            for (const skeleton of skeletons) scene.addSkeleton(skeleton);
            for (const group of groups) scene.addAnimationGroup(group);
        },
        dispose: () => {
            for (const part of [...groups, ...skeletons, ...materials, ...textures]) part.dispose();
        },
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

function isOf({ targetedAnimations }: AnimationGroup, nodes: ReadonlySet<Node>): boolean {
    return targetedAnimations.length > 0 && targetedAnimations.every(({ target }) => nodes.has(target));
}
