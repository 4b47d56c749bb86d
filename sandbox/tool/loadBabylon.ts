import type { Scene } from "@babylonjs/core/scene";
import { z } from "zod";
import { embedTextures } from "./embedTextures";
import { SceneFileError, type SceneFiles } from "./sceneFiles";

/** Bytes. Babylon.js reads the text at one go, in the page. */
const largestFile = 512 * 1024 ** 2;

/** ms. */
const longestWait = 20_000;

const babylonSchema = z.looseObject({ meshes: z.array(z.looseObject({ delayLoadingFile: z.string().optional() })) });

/**
 * Loads a .babylon file into an empty scene, with textures that were dropped beside it. Sounds, actions and videos are
 * left out, and no address in it is followed.
 * @returns what is different from the file, as sentences
 * @throws {SceneFileError} for a file that cannot be used
 */
export async function loadBabylon(
    { main, find }: Pick<SceneFiles, "main" | "find">,
    scene: Scene,
    signal: AbortSignal,
): Promise<string[]> {
    if (main.size > largestFile) {
        throw new SceneFileError(`${main.name} is larger than 512 MB.`);
    }
    const json = parse(await main.text(), main.name);
    if (json.meshes.some(({ delayLoadingFile }) => delayLoadingFile !== undefined)) {
        throw new SceneFileError(`${main.name} keeps its shapes in other files, which cannot be opened here.`);
    }
    const left = await embedTextures(json, find);
    const [{ AppendSceneAsync }, { SceneLoaderFlags }, { FileToolsOptions }] = await Promise.all([
        import("@babylonjs/core/Loading/sceneLoader"),
        import("@babylonjs/core/Loading/sceneLoaderFlags"),
        import("@babylonjs/core/Misc/fileTools"),
        import("./babylonParts"),
    ]);
    signal.throwIfAborted();
    const { ShowLoadingScreen } = SceneLoaderFlags;
    const { PreprocessUrl } = FileToolsOptions;
    SceneLoaderFlags.ShowLoadingScreen = false;
    FileToolsOptions.PreprocessUrl = onlyData;
    try {
        const plain = { ...json, sounds: [], actions: null, useDelayedTextureLoading: false, physicsEnabled: false };
        await AppendSceneAsync(`data:${JSON.stringify(plain)}`, scene, { pluginExtension: ".babylon" });
        // As long as pictures come in; one that never does is no reason to wait for ever.
        await Promise.race([scene.whenReadyAsync(), delay(longestWait)]);
    } finally {
        SceneLoaderFlags.ShowLoadingScreen = ShowLoadingScreen;
        FileToolsOptions.PreprocessUrl = PreprocessUrl;
    }
    signal.throwIfAborted();
    return left;
}

function parse(text: string, name: string): z.infer<typeof babylonSchema> {
    try {
        return babylonSchema.parse(JSON.parse(text));
    } catch {
        throw new SceneFileError(`${name} is not a Babylon.js scene, or is damaged.`);
    }
}

/** What is still an address after textures were put in is none that may be asked for. */
function onlyData(url: string): string {
    return /^(data|blob):/i.test(url) ? url : "data:,";
}

function delay(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
