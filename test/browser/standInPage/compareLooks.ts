import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import type { Engine } from "@babylonjs/core/Engines/engine.js";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { ImportMeshAsync } from "@babylonjs/core/Loading/sceneLoader.js";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Scene } from "@babylonjs/core/scene.js";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportOptions } from "../../../plugin/scene/importOptions";

/** What plain Babylon.js makes of a file on the screen, and our import: the numbers of all pixels, 0 to 255. */
interface TwoLooks {
    plain: Uint8Array;
    ours: Uint8Array;
}

/** Draws a file as plain Babylon.js brings it in and as ours does, from one place and in the middle of all movements. */
export async function drawBoth(engine: Engine, bytes: Uint8Array, budget: ImportOptions["budget"]): Promise<TwoLooks> {
    const scenes = [openScene(engine), openScene(engine)] as const;
    const [plain, ours] = scenes;
    try {
        // Without its second drawing of the whole scene for what light goes through, which outlives the model.
        const pluginOptions = { gltf: { dontUseTransmissionHelper: true } };
        await ImportMeshAsync(bytes, plain, { pluginExtension: ".glb", pluginOptions });
        const placement = { position: { x: 0, y: 0, z: 0 }, facing: { mode: "file" } } as const;
        const keep = { lights: true, cameras: true };
        const { root, wrapper } = await importModel(bytes, { scene: ours, budget, placement, keep });
        // Back to where the file has it.
        root.position.setAll(0);
        wrapper.position.setAll(0);
        return { plain: await draw(plain), ours: await draw(ours) };
    } finally {
        for (const scene of scenes) scene.dispose();
    }
}

/** Apart by no more than this of 255 is alike. */
const little = 3;

/** The part of two pictures' pixels that are more than a little apart. */
export function partApart(one: Uint8Array, other: Uint8Array): number {
    let apart = 0;
    for (let at = 0; at < one.length; at += 4) {
        apart += [0, 1, 2].some((way) => Math.abs((one[at + way] ?? 0) - (other[at + way] ?? 0)) > little) ? 1 : 0;
    }
    return apart / (one.length / 4);
}

function openScene(engine: Engine): Scene {
    const scene = new Scene(engine);
    scene.clearColor.set(0.5, 0.6, 0.7, 1);
    const camera = new ArcRotateCamera("camera", -1, 1, 2.5, Vector3.Zero(), scene);
    camera.minZ = 0.01;
    new HemisphericLight("sky", Vector3.Up(), scene).intensity = 0.5;
    new DirectionalLight("sun", new Vector3(-1, -2, 1), scene);
    return scene;
}

async function draw(scene: Scene): Promise<Uint8Array> {
    move(scene);
    await scene.whenReadyAsync();
    scene.render();
    const engine = scene.getEngine();
    const { buffer } = await engine.readPixels(0, 0, engine.getRenderWidth(), engine.getRenderHeight());
    return new Uint8Array(buffer.slice(0));
}

/** Halfway through its animations, with its shape keys and bones out of the way they rest in. */
function move(scene: Scene): void {
    for (const { morphTargetManager: shapes } of scene.meshes) {
        for (let at = 0; at < (shapes?.numTargets ?? 0); at++) {
            const target = shapes?.getTarget(at);
            if (target) target.influence = 0.7;
        }
    }
    const tip = scene.getTransformNodeByName("tip");
    if (tip) tip.rotationQuaternion = Quaternion.FromEulerAngles(0, 0, 0.8);
    for (const group of scene.animationGroups) {
        group.start(false);
        group.goToFrame((group.from + group.to) / 2);
        group.pause();
    }
}
