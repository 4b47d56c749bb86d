import "@babylonjs/loaders/glTF/2.0/index.js";
import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { registeredGLTFExtensions } from "@babylonjs/loaders/glTF/2.0/glTFLoaderExtensionRegistry.js";
import { GLTFFileLoader, type IGLTFLoaderData } from "@babylonjs/loaders/glTF/glTFFileLoader.js";
import { isUnderstood } from "../model/checkExtensions";
import { isDataUri } from "../model/dataUri";
import { applyRepairs, type JsonPath } from "../model/repairs";
import { collectParts } from "./collectParts";
import { untilStopped } from "./importStop";

/**
 * Loads GLB bytes beside the scene: nothing is in it until the container is added. No address in the file is followed,
 * and what the repairs name is left out. `prepare` may change what is about to be loaded. Expects a file that has passed the check.
 *
 * When the load fails, or the signal ends the wait for it, everything that was made so far is disposed, and so is a
 * container that still arrives.
 */
export async function loadContainer(
    bytes: Uint8Array,
    scene: Scene,
    repairs: readonly JsonPath[],
    signal: AbortSignal,
    prepare?: (data: IGLTFLoaderData) => Promise<void>,
): Promise<AssetContainer> {
    // Not through SceneLoader: its observers, the Inspector's among them, change settings and fetch a validator; and a
    // load that never settles would leave the scene "loading" for ever.
    const loader = new GLTFFileLoader(loaderOptions());
    const parts = collectParts(loader);
    const loading = load(loader, bytes, { scene, repairs, signal, prepare });
    try {
        return await untilStopped(loading, signal, (late) => late.dispose());
    } catch (error) {
        parts.dispose();
        throw error;
    }
}

function loaderOptions() {
    return {
        preprocessUrlAsync: refuseOutside,
        extensionOptions: extensionOptions(),
        animationStartMode: 0, // none; a placed model holds still
        alwaysComputeBoundingBox: true, // the declared one may be false
        dontUseTransmissionHelper: true, // it would add a render target to the scene that outlives the model
        validate: false,
    };
}

/** Switches off what could run logic, play sound, fetch files or change the scene, and what nobody here knows. */
function extensionOptions(): Record<string, { enabled: boolean }> {
    const names = [...registeredGLTFExtensions].filter(([, { isGLTFExtension }]) => isGLTFExtension);
    return Object.fromEntries(names.map(([name]) => [name, { enabled: isUnderstood(name) }]));
}

interface LoadSettings {
    scene: Scene;
    repairs: readonly JsonPath[];
    signal: AbortSignal;
    prepare: ((data: IGLTFLoaderData) => Promise<void>) | undefined;
}

async function load(
    loader: GLTFFileLoader,
    bytes: Uint8Array,
    { scene, repairs, signal, prepare }: LoadSettings,
): Promise<AssetContainer> {
    const data = await parse(loader, bytes, scene);
    signal.throwIfAborted();
    applyRepairs(data.json, repairs);
    await prepare?.(data);
    signal.throwIfAborted();
    const container = await loader.loadAssetContainerAsync(scene, data, "");
    container.populateRootNodes();
    return container;
}

function parse(loader: GLTFFileLoader, bytes: Uint8Array, scene: Scene): Promise<IGLTFLoaderData> {
    return new Promise((resolve, reject) => {
        const fail = (_: unknown, error: unknown) => reject(error);
        // The glTF loader gives no other data; the type is the same for all loaders.
        loader.loadFile(scene, bytes, "", (data) => resolve(data as IGLTFLoaderData), undefined, true, fail);
    });
}

async function refuseOutside(url: string): Promise<string> {
    if (isDataUri(url)) {
        return url;
    }
    throw new Error("The model file wants to load another file from elsewhere.");
}
