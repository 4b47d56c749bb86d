import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { Scene } from "@babylonjs/core/scene.js";
import { type InspectorOptions, ShowInspector } from "@babylonjs/inspector";

/** An app with the Inspector, and with what it is given besides. */
export function openApp(serviceDefinitions: NonNullable<InspectorOptions["serviceDefinitions"]>): void {
    const engine = new Engine(document.querySelector("canvas"), true);
    const scene = new Scene(engine);
    new ArcRotateCamera("camera", -1.4, 1.2, 4, Vector3.Zero(), scene);
    new HemisphericLight("light", Vector3.Up(), scene);
    CreateBox("box", {}, scene);
    engine.runRenderLoop(() => scene.render());
    ShowInspector(scene, { layoutMode: "inline", disableTeachingMoments: true, serviceDefinitions });
}
