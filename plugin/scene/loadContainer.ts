import "@babylonjs/loaders/glTF/2.0/index.js";
import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import { LoadAssetContainerAsync, SceneLoader } from "@babylonjs/core/Loading/sceneLoader.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { GLTFFileLoader } from "@babylonjs/loaders/glTF/glTFFileLoader.js";
import { isDataUri } from "../model/dataUri";
import { untilStopped } from "./importStop";

const off = { enabled: false };

/** Extensions that run logic, play sound, fetch more files or change the scene around the model. */
const extensionOptions = {
    KHR_interactivity: off,
    KHR_node_hoverability: off,
    KHR_node_selectability: off,
    MSFT_audio_emitter: off,
    MSFT_lod: off,
    EXT_lights_image_based: off,
    EXT_lights_ies: off,
};

/**
 * Loads GLB bytes beside the scene: nothing is in it until the container is added. No address in the file is followed.
 * When the signal ends the wait, a container that still arrives is disposed.
 */
export async function loadContainer(bytes: Uint8Array, scene: Scene, signal: AbortSignal): Promise<AssetContainer> {
    const options = {
        preprocessUrlAsync: (url: string) => refuseOutside(url),
        extensionOptions,
        animationStartMode: 0, // none; a placed model holds still
        alwaysComputeBoundingBox: true, // the declared one may be false
        dontUseTransmissionHelper: true, // it would add a render target to the scene that outlives the model
        validate: false,
    };
    // The Inspector switches on validation, which fetches a script, and stored loader settings on every glTF load.
    // Observers run in the order they were added, so this one has the last word; the guard tells which load is ours.
    const observer = SceneLoader.OnPluginActivatedObservable.add((plugin) => {
        if (plugin instanceof GLTFFileLoader && plugin.preprocessUrlAsync === options.preprocessUrlAsync) {
            Object.assign(plugin, options);
        }
    });
    const loading = LoadAssetContainerAsync(bytes, scene, {
        pluginExtension: ".glb",
        pluginOptions: { gltf: options },
    });
    try {
        return await untilStopped(loading, signal, (late) => late.dispose());
    } finally {
        // Not observer.remove(): it leaves the observable with a wrong count (core 9.34).
        SceneLoader.OnPluginActivatedObservable.remove(observer);
    }
}

async function refuseOutside(url: string): Promise<string> {
    if (isDataUri(url) || /^blob:/i.test(url)) {
        return url;
    }
    throw new Error("The model file wants to load another file from elsewhere.");
}
