import { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Camera } from "@babylonjs/core/Cameras/camera.js";
import type { Material } from "@babylonjs/core/Materials/material.js";
import type { BaseTexture } from "@babylonjs/core/Materials/Textures/baseTexture.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { GLTFFileLoader } from "@babylonjs/loaders/glTF/glTFFileLoader.js";

/**
 * Keeps what a loader makes within reach while it loads. A load that fails or is given up leaves its textures on the GPU
 * and its listeners at the scene and the engine: Babylon.js lets go of the container that would dispose them.
 */
export function collectParts(loader: GLTFFileLoader): { dispose(): void } {
    const meshes: AbstractMesh[] = [];
    const materials: Material[] = [];
    const textures: BaseTexture[] = [];
    const cameras: Camera[] = [];
    let isOver = false;
    const end = () => {
        loader.dispose();
        const container = meshes[0]?._parentContainer;
        if (container instanceof AssetContainer) {
            container.meshes.push(...meshes);
            container.materials.push(...materials);
            container.textures.push(...textures);
            container.cameras.push(...cameras);
            container.dispose();
        }
    };
    loader.onMeshLoadedObservable.add((mesh) => {
        meshes.push(mesh);
        if (isOver) {
            queueMicrotask(end);
        }
    });
    loader.onMaterialLoadedObservable.add((material) => materials.push(material));
    loader.onTextureLoadedObservable.add((texture) => textures.push(texture));
    loader.onCameraLoadedObservable.add((camera) => cameras.push(camera));
    return {
        dispose: () => {
            isOver = true;
            // The file's root is made first. Without it the container cannot be reached yet.
            if (meshes.length > 0) {
                end();
            }
        },
    };
}
