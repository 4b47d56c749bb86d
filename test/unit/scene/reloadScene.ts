import "@babylonjs/core/Materials/colorCurves";
import "@babylonjs/core/Meshes/groundMesh";
import "@babylonjs/core/Meshes/instancedMesh";
import "@babylonjs/core/Loading/Plugins/babylonFileLoader";
import "@babylonjs/loaders/glTF/2.0";
import { AppendSceneAsync } from "@babylonjs/core/Loading/sceneLoader";
import { SceneSerializer } from "@babylonjs/core/Misc/sceneSerializer";
import type { Scene } from "@babylonjs/core/scene";
import { GLTF2Export } from "@babylonjs/serializers/glTF/2.0/glTFSerializer";
import { emptyScene } from "./testScene";

/** The kinds of file a scene is saved as. */
export type SavedKind = "babylon" | "glb" | "gltf";

/** A scene as it is after it was saved and loaded again, into a scene of the other handedness if wanted. */
export async function reloadScene(scene: Scene, kind: SavedKind, rightHanded = scene.useRightHandedSystem) {
    const next = emptyScene(rightHanded);
    await AppendSceneAsync(await saveScene(scene, kind), next, { pluginExtension: `.${kind}` });
    return next;
}

async function saveScene(scene: Scene, kind: SavedKind): Promise<string> {
    if (kind === "babylon") {
        return `data:${JSON.stringify(SceneSerializer.Serialize(scene))}`;
    }
    if (kind === "glb") {
        const { files } = await GLTF2Export.GLBAsync(scene, "scene");
        return toDataUri(files["scene.glb"]);
    }
    const { files } = await GLTF2Export.GLTFAsync(scene, "scene");
    const json: unknown = JSON.parse(String(files["scene.gltf"]));
    const binary = await toDataUri(files["scene.bin"], "application/octet-stream");
    return `data:${JSON.stringify({ ...Object(json), buffers: [{ byteLength: sizeOf(files["scene.bin"]), uri: binary }] })}`;
}

function sizeOf(file: string | Blob | undefined): number {
    return file instanceof Blob ? file.size : 0;
}

async function toDataUri(file: string | Blob | undefined, type = "model/gltf-binary"): Promise<string> {
    if (!(file instanceof Blob)) {
        throw new Error("The scene was not saved.");
    }
    return `data:${type};base64,${Buffer.from(await file.arrayBuffer()).toString("base64")}`;
}
