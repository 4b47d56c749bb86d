import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight";
import { Light } from "@babylonjs/core/Lights/light";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial";
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import { Scene } from "@babylonjs/core/scene";
import "@babylonjs/core/Culling/ray";

/** A scene in the sandbox's colours, without anything in it. */
export function createBareScene(engine: AbstractEngine): Scene {
    const scene = new Scene(engine);
    scene.clearColor = new Color4(0.58, 0.68, 0.78, 1);
    return scene;
}

/** To begin with, in metres: a ground, two lights and a camera. */
export function createEmptySet(engine: AbstractEngine): Scene {
    const scene = createBareScene(engine);
    addSky(scene);
    const sun = new DirectionalLight("sun", new Vector3(-0.6, -1, 0.8), scene);
    sun.intensity = 0.9;
    // As glTF has it; it makes no difference to a light that is far away.
    sun.falloffType = Light.FALLOFF_GLTF;
    const floor = new StandardMaterial("floor", scene);
    floor.diffuseColor = new Color3(0.42, 0.47, 0.4);
    floor.specularColor = Color3.Black();
    const ground = CreateGround("ground", { width: 60, height: 60 }, scene);
    ground.material = floor;
    const camera = createView(scene);
    camera.alpha = -Math.PI / 2.3;
    camera.beta = 1.2;
    camera.radius = 4;
    camera.target.set(0, 0.3, 0);
    return scene;
}

/** A small level: the empty set with three crates in it. */
export function createLevel(engine: AbstractEngine): Scene {
    const scene = createEmptySet(engine);
    const wood = new StandardMaterial("wood", scene);
    wood.diffuseColor = new Color3(0.6, 0.45, 0.3);
    wood.specularColor = Color3.Black();
    for (const [x, z, size] of crates) {
        const crate = CreateBox("crate", { size }, scene);
        crate.position.set(x, size / 2, z);
        crate.material = wood;
    }
    return scene;
}

/** x, z and side length, in metres. */
const crates = [
    [-2.4, 1.4, 0.8],
    [-1.7, 2.1, 0.5],
    [2.3, 1.8, 1],
] as const;

/** Light from everywhere. */
export function addSky(scene: Scene): HemisphericLight {
    const sky = new HemisphericLight("sky", new Vector3(0, 1, 0), scene);
    sky.intensity = 0.55;
    sky.groundColor = new Color3(0.4, 0.38, 0.35);
    return sky;
}

/** The name of the camera that the page looks through, also in files. */
export const viewName = "camera";

/** A camera that turns around what it looks at, and takes the mouse. */
export function createView(scene: Scene): ArcRotateCamera {
    const camera = new ArcRotateCamera(viewName, -Math.PI / 2, 1.2, 4, Vector3.Zero(), scene);
    lookThrough(camera);
    return camera;
}

/** Looks through a camera and gives it the mouse. */
export function lookThrough(camera: ArcRotateCamera): void {
    camera.minZ = 0.05;
    camera.wheelDeltaPercentage = 0.01;
    camera.attachControl(true);
    camera.getScene().activeCamera = camera;
}
