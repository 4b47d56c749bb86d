import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { Engine } from "@babylonjs/core/Engines/engine";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial";
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import { Scene } from "@babylonjs/core/scene";
import "@babylonjs/core/Culling/ray";
import { selfHostDecoders } from "./selfHostDecoders";

/** A small level in metres: a ground, three crates, two lights and a camera, drawn into `#canvas`. */
export function createScene(): Scene {
    selfHostDecoders();
    const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
    if (canvas === null) {
        throw new Error("The page has no canvas.");
    }
    const engine = new Engine(canvas, true, { stencil: true });
    const scene = new Scene(engine);
    scene.clearColor = new Color4(0.58, 0.68, 0.78, 1);
    addLights(scene);
    addLevel(scene);
    const camera = new ArcRotateCamera("camera", -Math.PI / 2.3, 1.2, 4, new Vector3(0, 0.3, 0), scene);
    camera.minZ = 0.05;
    camera.wheelDeltaPercentage = 0.01;
    camera.attachControl(canvas, true);
    engine.runRenderLoop(() => scene.render());
    window.addEventListener("resize", () => engine.resize());
    // For the browser's console, and for tests.
    Object.assign(globalThis, { scene });
    return scene;
}

function addLights(scene: Scene): void {
    const sky = new HemisphericLight("sky", new Vector3(0, 1, 0), scene);
    sky.intensity = 0.55;
    sky.groundColor = new Color3(0.4, 0.38, 0.35);
    const sun = new DirectionalLight("sun", new Vector3(-0.6, -1, 0.8), scene);
    sun.intensity = 0.9;
}

function addLevel(scene: Scene): void {
    const floor = new StandardMaterial("floor", scene);
    floor.diffuseColor = new Color3(0.42, 0.47, 0.4);
    floor.specularColor = Color3.Black();
    const ground = CreateGround("ground", { width: 60, height: 60 }, scene);
    ground.material = floor;
    const wood = new StandardMaterial("wood", scene);
    wood.diffuseColor = new Color3(0.6, 0.45, 0.3);
    wood.specularColor = Color3.Black();
    for (const [x, z, size] of crates) {
        const crate = CreateBox("crate", { size }, scene);
        crate.position.set(x, size / 2, z);
        crate.material = wood;
    }
}

/** x, z and side length, in metres. */
const crates = [
    [-2.4, 1.4, 0.8],
    [-1.7, 2.1, 0.5],
    [2.3, 1.8, 1],
] as const;
