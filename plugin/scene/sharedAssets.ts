import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Material } from "@babylonjs/core/Materials/material.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { InstancedMesh } from "@babylonjs/core/Meshes/instancedMesh.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** What the models of one file draw with: its geometry, materials and textures. They go with the last model. */
export interface SharedAssets {
    /** One more model draws with them. */
    hold(): void;
    /** One less does. */
    release(): void;
    /**
     * Lets a mesh be disposed together with its material and textures, as Babylon.js can be asked to, without taking them
     * from the other models: Babylon.js does not count who uses them.
     */
    protectFrom(mesh: AbstractMesh): void;
}

/** Makes an owner of what is left in a container whose nodes were taken out. */
export function shareAssets(container: AssetContainer): SharedAssets {
    const { scene, materials, geometries } = container;
    let models = 0;
    const isUsedBy = (mesh: AbstractMesh) =>
        (mesh.material !== null && materials.includes(mesh.material)) ||
        (mesh instanceof Mesh && mesh.geometry !== null && geometries.includes(mesh.geometry));
    return {
        hold: () => {
            models += 1;
        },
        release: () => {
            models -= 1;
            if (models === 0) {
                whenUnused(scene, isUsedBy, () => container.dispose());
            } else if (!scene.meshes.some(isUsedBy)) {
                // Those that are left are kept aside, and bring them back.
                container.removeAllFromScene();
            }
        },
        protectFrom: (mesh) => protect(mesh, materials),
    };
}

/** Calls back at once, or when the last mesh of the scene is gone that uses something: a clone that somebody made. */
export function whenUnused(scene: Scene, isUsedBy: (mesh: AbstractMesh) => boolean, free: () => void): void {
    const user = scene.meshes.find(isUsedBy);
    if (user === undefined) {
        free();
    } else {
        user.onDisposeObservable.addOnce(() => whenUnused(scene, isUsedBy, free));
    }
}

function protect(mesh: AbstractMesh, materials: readonly Material[]): void {
    const dispose = mesh.dispose.bind(mesh);
    mesh.dispose = (doNotRecurse, withMaterials) => {
        const isOurs = mesh.material !== null && materials.includes(mesh.material);
        // What others have put on it or below it goes as they say; an instance has none but its source's.
        if (withMaterials && isOurs && !(mesh instanceof InstancedMesh)) {
            mesh.material = null;
        }
        dispose(doNotRecurse, withMaterials && !(isOurs && mesh instanceof InstancedMesh));
    };
}
