import "@babylonjs/loaders/glTF/2.0/index.js";
import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { Scene } from "@babylonjs/core/scene.js";
import { type Subject, view, type World } from "./world";

/** Brings a thing into a scene, and gives back what takes it out. */
export type Bringer = (subject: Subject, scene: Scene) => Promise<{ dispose(): void }>;

/** A world of Babylon.js. */
export function createBabylonWorld(canvas: HTMLCanvasElement, bring: Bringer): World {
    const engine = new Engine(canvas, true);
    const scene = new Scene(engine);
    const camera = addCamera(scene);
    addSurroundings(scene);
    const gl = canvas.getContext("webgl2");
    if (gl === null) {
        throw new Error("This browser has no WebGL 2.");
    }
    const parts = watchParts(scene);
    let brought: { dispose(): void } | undefined;
    return {
        gl,
        draw: ({ before, after }) =>
            engine.runRenderLoop(() => {
                before();
                parts.notice();
                scene.render();
                after();
            }),
        lookAt: ({ centre: [x, y, z], length }) => {
            // A file's x is turned round in a left-handed scene.
            camera.target.set(-x, y, z);
            camera.radius = view.distance * length;
        },
        bring: async (subject) => {
            brought = await bring(subject, scene);
        },
        isDrawn: () => parts.drawn.size > 0,
        isReady: () => parts.inSight().every((mesh) => mesh.isReady(true)),
        clear: () => {
            brought?.dispose();
            parts.drawn.clear();
        },
    };
}

function addCamera(scene: Scene): ArcRotateCamera {
    const camera = new ArcRotateCamera("camera", -Math.PI / 2, Math.PI / 2 - view.height, 2, Vector3.Zero(), scene);
    camera.fov = view.angle;
    camera.minZ = 0.05;
    camera.maxZ = 100;
    return camera;
}

/** A ground, two crates and two lights. */
function addSurroundings(scene: Scene): void {
    scene.clearColor = new Color4(0.58, 0.68, 0.78, 1);
    new HemisphericLight("sky", Vector3.Up(), scene).intensity = 0.6;
    new DirectionalLight("sun", new Vector3(-0.6, -1, 0.8), scene);
    const material = new StandardMaterial("plain", scene);
    material.diffuseColor = new Color3(0.5, 0.45, 0.4);
    const ground = CreateGround("ground", { width: 20, height: 20 }, scene);
    ground.position.y = -1;
    ground.material = material;
    for (const x of [-1.2, 1.2]) {
        const crate = CreateBox("crate", { size: 0.5 }, scene);
        crate.position.set(x, -0.75, 1);
        crate.material = material;
    }
}

/** Notes which of the meshes that come from now on are drawn. */
function watchParts(scene: Scene) {
    const known = new Set<AbstractMesh>(scene.meshes);
    const parts = new Set<AbstractMesh>();
    const drawn = new Set<AbstractMesh>();
    return {
        drawn,
        // Not by the scene's own word of new meshes, which comes a moment later.
        notice: () => {
            for (const mesh of scene.meshes.filter((candidate) => !known.has(candidate))) {
                known.add(mesh);
                parts.add(mesh);
                if (mesh instanceof Mesh) {
                    mesh.onAfterRenderObservable.add(() => drawn.add(mesh));
                }
            }
        },
        inSight: () =>
            scene.meshes.filter((mesh) => parts.has(mesh) && mesh.isEnabled() && mesh.getTotalVertices() > 0),
    };
}
