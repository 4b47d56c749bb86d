import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { PBRMaterial } from "@babylonjs/core/Materials/PBR/pbrMaterial";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Observable } from "@babylonjs/core/Misc/observable";
import { Scene } from "@babylonjs/core/scene";
import { GLTFFileLoader, type IGLTFLoaderData } from "@babylonjs/loaders/glTF/glTFFileLoader";
import { onTestFinished, vi } from "vitest";

/** A scene with no camera, no light and no mesh. */
export function emptyScene(rightHanded = false): Scene {
    Logger.LogLevels = Logger.ErrorLogLevel;
    const scene = new Scene(new NullEngine());
    scene.useRightHandedSystem = rightHanded;
    return scene;
}

/** A scene as a designer has it: a ground of 40 by 40 with a material on it, and a camera 10 away looking at the origin. */
export function levelScene(rightHanded = false): Scene {
    const scene = emptyScene(rightHanded);
    const ground = CreateGround("ground", { width: 40, height: 40 }, scene);
    ground.material = new PBRMaterial("ground", scene);
    new ArcRotateCamera("camera", -1, 1, 10, Vector3.Zero(), scene);
    return scene;
}

/** How much of each kind a scene holds, and which camera it shows. */
export function contentsOf(scene: Scene): Record<string, unknown> {
    const { meshes, transformNodes, materials, textures, geometries, animationGroups, skeletons, cameras, lights } =
        scene;
    const lists = {
        meshes,
        transformNodes,
        materials,
        textures,
        geometries,
        animationGroups,
        skeletons,
        cameras,
        lights,
    };
    const counts = Object.entries(lists).map(([name, list]) => [name, list.length]);
    return { ...Object.fromEntries(counts), rootNodes: scene.rootNodes.length, camera: scene.activeCamera?.name };
}

/**
 * What a scene and its engine hold beside the lists of the scene: listeners, textures on the GPU, work that the scene
 * waits for. Babylon.js lets go of some of it a task later, or with the next frame.
 */
export async function holdingsOf(scene: Scene): Promise<Record<string, number>> {
    const engine = scene.getEngine();
    await new Promise((resolve) => setTimeout(resolve));
    scene.onBeforeRenderObservable.notifyObservers(scene);
    engine.endFrame();
    await new Promise((resolve) => setTimeout(resolve));
    const listeners = [scene, engine].flatMap(Object.values).filter((value) => value instanceof Observable);
    return {
        listeners: listeners.reduce((sum, { observers }) => sum + observers.length, 0),
        // Those that nothing uses any more stay in the list of an engine that draws nothing.
        textures: engine.getLoadedTexturesCache().filter((texture) => Reflect.get(texture, "_references") > 0).length,
        waiting: scene.getWaitingItemsCount(),
    };
}

/** Looks at every glTF loader of this test and what it is given, just before it makes anything. */
export function watchLoads(look: (loader: GLTFFileLoader, data: IGLTFLoaderData) => void): void {
    const { loadAssetContainerAsync } = GLTFFileLoader.prototype;
    const spy = vi.spyOn(GLTFFileLoader.prototype, "loadAssetContainerAsync");
    spy.mockImplementation(function (this: GLTFFileLoader, ...parameters) {
        look(this, parameters[1]);
        return loadAssetContainerAsync.apply(this, parameters);
    });
    onTestFinished(() => spy.mockRestore());
}

/** A delay that ends when the test says so. */
export function heldDelay() {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
        end = resolve;
    });
    return { delay: () => ended, end: () => end() };
}

/** A delay that never ends. */
export const never = () => new Promise<void>(() => undefined);
