import type { Scene } from "@babylonjs/core/scene";
import type { IGLTFLoaderData } from "@babylonjs/loaders/glTF/glTFFileLoader";
import { inspectModelInWorker } from "../../plugin/index";
import { SceneFileError } from "./sceneFiles";

/** ms. Scenes of people's own are larger than a generated model. */
const deadline = 30_000;

/**
 * Loads a GLB into an empty scene, after the check that generated models go through. No address in it is followed.
 * @returns what is different from the file, as sentences
 * @throws {SceneFileError} for a file that does not pass
 */
export async function loadGlb(bytes: Uint8Array, scene: Scene, signal: AbortSignal): Promise<string[]> {
    const { issues, repairs } = await inspectModelInWorker(bytes, { signal, deadline });
    const error = issues.find(({ severity }) => severity === "error");
    if (error !== undefined) {
        throw new SceneFileError(error.message);
    }
    const [{ GLTFFileLoader }] = await Promise.all([
        import("@babylonjs/loaders/glTF/glTFFileLoader"),
        import("@babylonjs/loaders/glTF/2.0/index"),
    ]);
    signal.throwIfAborted();
    // Not through SceneLoader: the Inspector would have every file validated by a script from the internet.
    const loader = new GLTFFileLoader({
        preprocessUrlAsync: onlyData,
        extensionOptions: Object.fromEntries(withEffects.map((name) => [name, { enabled: false }])),
        animationStartMode: 0, // none: a designer starts them in the Inspector
        validate: false,
    });
    const data = await new Promise<IGLTFLoaderData>((resolve, reject) => {
        const fail = (_: unknown, reason: unknown) => reject(reason);
        // The glTF loader gives no other data; the type is the same for all loaders.
        loader.loadFile(scene, bytes, "", (read) => resolve(read as IGLTFLoaderData), undefined, true, fail);
    });
    for (const path of repairs) {
        leaveOut(data.json, path);
    }
    await loader.loadAsync(scene, data, "");
    signal.throwIfAborted();
    return issues.filter(({ severity }) => severity === "warning").map(({ message }) => message);
}

/** Extensions that run logic or play sound. */
const withEffects = ["KHR_interactivity", "KHR_audio_emitter", "MSFT_audio_emitter"] as const;

async function onlyData(url: string): Promise<string> {
    if (/^data:/i.test(url)) {
        return url;
    }
    throw new SceneFileError("The scene needs files from elsewhere, which are not fetched.");
}

function leaveOut(json: unknown, path: readonly (string | number)[]): void {
    const parent = path
        .slice(0, -1)
        .reduce<unknown>((value, key) => (Object(value) === value ? Reflect.get(Object(value), key) : undefined), json);
    const key = path.at(-1);
    if (key !== undefined && typeof parent === "object" && parent !== null) {
        Reflect.deleteProperty(parent, key);
    }
}
