import "@babylonjs/loaders/glTF/2.0/index.js";
import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { ImportMeshAsync } from "@babylonjs/core/Loading/sceneLoader.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder.js";
import { Scene } from "@babylonjs/core/scene.js";
import { addStandIn, type StandIn, type StandInOptions } from "../../../plugin/scene/standIn";
import { standInFromPicture } from "../../../plugin/scene/standInFromPicture";
import type { StandInState } from "../../../plugin/scene/standInState";

/** What the tests drive: one scene with a ground, and stand-ins in it. */
const canvas = document.querySelector("canvas") ?? document.createElement("canvas");
const engine = new Engine(canvas, true, { preserveDrawingBuffer: true });
let scene = new Scene(engine);
let standIns: StandIn[] = [];
let longest = 0;

new PerformanceObserver((list) => {
    longest = list.getEntries().reduce((most, { duration }) => Math.max(most, duration), longest);
}).observe({ type: "longtask" });

const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** Until everything is compiled and the GPU has drawn it: reading a pixel waits for that. */
async function untilDrawn(): Promise<void> {
    await scene.whenReadyAsync();
    scene.render();
    await engine.readPixels(0, 0, 1, 1);
}

const standInPage = {
    openScene({ rightHanded = false, light = false } = {}): void {
        scene.dispose();
        scene = new Scene(engine);
        standIns = [];
        scene.useRightHandedSystem = rightHanded;
        scene.clearColor = new Color4(0.16, 0.17, 0.2, 1);
        const camera = new ArcRotateCamera("camera", -Math.PI / 2, 1.35, 2.6, new Vector3(0, 0.5, 0), scene);
        camera.minZ = 0.01;
        const ground = CreateGround("ground", { width: 8, height: 8 }, scene);
        const material = new StandardMaterial("ground", scene);
        material.disableLighting = !light;
        material.emissiveColor = light ? Color3.Black() : new Color3(0.24, 0.26, 0.3);
        ground.material = material;
        if (light) {
            new HemisphericLight("light", Vector3.Up(), scene);
        }
    },

    async add(url: string, options: Omit<StandInOptions, "scene"> = {}): Promise<void> {
        standIns.push(
            addStandIn(await standInFromPicture(await bytesOf(url)), { scene, reducedMotion: true, ...options }),
        );
    },

    /** Makes a stand-in of a decoded picture, and says how wide that still is for its owner. */
    async widthAfterUse(url: string): Promise<number> {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob());
        await standInFromPicture(bitmap);
        return bitmap.width;
    },

    /** What goes wrong with bytes that are no picture. */
    async problemOf(bytes: number[]): Promise<string> {
        return standInFromPicture(new Uint8Array(bytes)).then(
            () => "nothing",
            (error: unknown) => String(error),
        );
    },

    /** Starts to make a stand-in and thinks better of it. */
    async abortSoon(url: string): Promise<string> {
        const stop = new AbortController();
        const work = standInFromPicture(await bytesOf(url), { signal: stop.signal });
        stop.abort("enough");
        return work.then(() => "made", String);
    },

    show(state: StandInState): void {
        for (const standIn of standIns) {
            standIn.show(state);
        }
    },

    orbit(radians: number): void {
        const camera = scene.activeCamera;
        if (camera instanceof ArcRotateCamera) {
            camera.alpha = -Math.PI / 2 + radians;
        }
    },

    draw: untilDrawn,

    /** Milliseconds from bytes in memory until the stand-in is drawn. */
    async timeStandIn(url: string): Promise<number> {
        const bytes = await bytesOf(url);
        await untilDrawn();
        const start = performance.now();
        addStandIn(await standInFromPicture(bytes), { scene });
        await untilDrawn();
        return performance.now() - start;
    },

    /** The same for plain Babylon.js and a model file. */
    async timeImport(url: string): Promise<number> {
        const bytes = await bytesOf(url);
        await untilDrawn();
        const start = performance.now();
        await ImportMeshAsync(bytes, scene, { pluginExtension: ".glb" });
        await untilDrawn();
        return performance.now() - start;
    },

    /** Milliseconds of the longest task while a stand-in is made and drawn in a scene that is drawn all along. */
    async longestTask(url: string): Promise<number> {
        const bytes = await bytesOf(url);
        await untilDrawn();
        engine.runRenderLoop(() => scene.render());
        const pause = (frames: number) =>
            new Promise<void>((resolve) => {
                let left = frames;
                const observer = scene.onAfterRenderObservable.add(() => {
                    if (--left === 0) {
                        scene.onAfterRenderObservable.remove(observer);
                        resolve();
                    }
                });
            });
        await pause(10);
        longest = 0;
        performance.mark("stand-in");
        addStandIn(await standInFromPicture(bytes), { scene });
        await pause(30);
        engine.stopRenderLoop();
        return longest;
    },

    /** Takes the GPU away and gives it back. */
    async loseContext(): Promise<void> {
        const context = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
        const restored = new Promise((resolve) => engine.onContextRestoredObservable.addOnce(resolve));
        context?.loseContext();
        await new Promise((resolve) => setTimeout(resolve, 50));
        context?.restoreContext();
        await restored;
    },
};

export type StandInPage = typeof standInPage;

Object.assign(globalThis, { standInPage });
