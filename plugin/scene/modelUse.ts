import { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { InstancedMesh } from "@babylonjs/core/Meshes/instancedMesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type ModelPhysics, physicsOf, setPhysics } from "./modelPhysics";
import { ownedNodes } from "./ownedParts";
import { shadowCastersOf, shadowGeneratorsOf } from "./shadowCasters";

/** How a model takes part in its scene. What is left out stays as Babylon.js has it after a load. */
export interface ModelUse {
    /** Its shadow is drawn by every shadow generator the scene has now. */
    castShadows?: boolean;
    /** Shadows of others are seen on it. */
    receiveShadows?: boolean;
    /** Cameras and characters that check for collisions are stopped by it. */
    collisions?: boolean;
    /** It is hit by rays, and so by clicks. */
    pickable?: boolean;
    /** For engines of Babylon.js' second generation, Havok for example. */
    physics?: ModelPhysics;
}

/** Throws kind `input` for physics that cannot be had, before anything is changed. */
export function setModelUse(wrapper: TransformNode, use: ModelUse): void {
    if (use.physics !== undefined && use.physics !== physicsOf(wrapper)) {
        setPhysics(wrapper, use.physics);
    }
    const meshes = drawnMeshes(wrapper);
    for (const mesh of meshes) {
        mesh.checkCollisions = use.collisions ?? mesh.checkCollisions;
        mesh.isPickable = use.pickable ?? mesh.isPickable;
        // Instances have what their source has.
        if (use.receiveShadows !== undefined && !(mesh instanceof InstancedMesh)) {
            mesh.receiveShadows = use.receiveShadows;
        }
    }
    if (use.castShadows !== undefined) {
        castShadows(wrapper.getScene(), meshes, use.castShadows);
    }
}

/** How a model takes part now; true where all of it does. */
export function readModelUse(wrapper: TransformNode): Required<ModelUse> {
    const meshes = drawnMeshes(wrapper);
    const generators = shadowGeneratorsOf(wrapper.getScene());
    const isCasting = (mesh: AbstractMesh) =>
        generators.some((generator) => shadowCastersOf(generator)?.includes(mesh) ?? true);
    return {
        castShadows: meshes.every(isCasting),
        receiveShadows: meshes.every(({ receiveShadows }) => receiveShadows),
        collisions: meshes.every(({ checkCollisions }) => checkCollisions),
        pickable: meshes.every(({ isPickable }) => isPickable),
        physics: physicsOf(wrapper),
    };
}

/** What keeps a model from looking or behaving as it should, as sentences. Nothing is changed. */
export function sceneNotes(scene: Scene): string[] {
    return [
        ...(scene.environmentTexture === null
            ? ["The scene has no environment texture, so metal and shine look dark."]
            : []),
        ...(shadowGeneratorsOf(scene).length === 0 ? ["The scene has no light that draws shadows."] : []),
    ];
}

function castShadows(scene: Scene, meshes: readonly AbstractMesh[], isOn: boolean): void {
    // A generator without a list draws the shadows of all there is, and goes on so.
    for (const generator of shadowGeneratorsOf(scene).filter(shadowCastersOf)) {
        for (const mesh of meshes) {
            if (isOn) generator.addShadowCaster(mesh, false);
            else generator.removeShadowCaster(mesh, false);
        }
    }
}

function drawnMeshes(wrapper: TransformNode): AbstractMesh[] {
    return [...ownedNodes(wrapper)]
        .filter((node) => node instanceof AbstractMesh)
        .filter((mesh) => mesh.getTotalVertices() > 0);
}
