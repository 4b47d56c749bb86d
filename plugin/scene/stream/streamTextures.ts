import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { InternalTexture } from "@babylonjs/core/Materials/Textures/internalTexture.js";
import { Texture } from "@babylonjs/core/Materials/Textures/texture.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { fileError } from "../importErrors";
import { untilStopped } from "../importStop";
import { createFramePacer } from "./framePacer";
import { partialUploads } from "./partialUploads";
import { uploadInSlices } from "./slicedTexture";
import type { TakenPicture } from "./takePictures";

/**
 * Gives the textures of a container that is not in the scene yet the pictures that were taken out of its file, one after
 * the other and a few rows in each frame. Another container's textures, lost GPUs and the exporter find what they would
 * find after a load at once. Throws a `GenerationError` of kind `file` for a picture that cannot be decoded.
 */
export async function streamTextures(
    container: AssetContainer,
    pictures: ReadonlyMap<number, TakenPicture>,
    scene: Scene,
    stop: AbortSignal,
): Promise<void> {
    const engine = scene.getEngine();
    let isLost = false;
    const losing = engine.onContextLostObservable.add(() => {
        isLost = true;
    });
    try {
        for (const [small, { place, textures }] of usersOf(container)) {
            const picture = pictures.get(place);
            if (picture) {
                const whole = await upload(small, picture, scene, stop);
                hand(whole, textures, picture, isLost);
            }
        }
    } finally {
        losing?.remove();
    }
}

interface PictureUsers {
    place: number;
    textures: Texture[];
}

/** Textures that are the same on the GPU, with the place of their picture in the file, as its address tells. */
function usersOf({ textures }: AssetContainer): Map<InternalTexture, PictureUsers> {
    const users = new Map<InternalTexture, PictureUsers>();
    for (const texture of textures) {
        const small = texture.getInternalTexture();
        const place = texture instanceof Texture ? /#image(\d+)$/.exec(texture.url ?? "")?.[1] : undefined;
        if (texture instanceof Texture && small && place !== undefined) {
            const found = users.get(small) ?? { place: Number(place), textures: [] };
            found.textures.push(texture);
            users.set(small, found);
        }
    }
    return users;
}

/** Undefined where the picture is to be uploaded at once, as Babylon.js does it. */
async function upload(
    small: InternalTexture,
    picture: TakenPicture,
    scene: Scene,
    stop: AbortSignal,
): Promise<InternalTexture | undefined> {
    const bitmap = await decode(picture, stop);
    try {
        const engine = scene.getEngine();
        const gl = partialUploads(engine);
        const fits = Math.max(bitmap.width, bitmap.height) <= engine.getCaps().maxTextureSize;
        return gl && fits ? await uploadInSlices(gl, small, bitmap, createFramePacer(scene, stop)) : undefined;
    } finally {
        bitmap.close();
    }
}

async function decode({ bytes, mediaType }: TakenPicture, stop: AbortSignal): Promise<ImageBitmap> {
    const decoding = createImageBitmap(new Blob([bytes], { type: mediaType }), { premultiplyAlpha: "none" });
    try {
        return await untilStopped(decoding, stop, (late) => late.close());
    } catch (error) {
        throw stop.aborted ? error : fileError("A texture of the model is damaged and cannot be shown.", error);
    }
}

/** Babylon.js finds a texture it has already by its address; what it does not find it makes from the bytes. */
function hand(
    whole: InternalTexture | undefined,
    textures: readonly Texture[],
    { bytes }: TakenPicture,
    isLost: boolean,
): void {
    const engine = whole?.getEngine();
    const url = `${textures[0]?.url}/whole`;
    if (whole && engine && !isLost) {
        whole.url = url;
        whole.label = url.slice(0, 60);
        whole._buffer = engine.doNotHandleContextLost ? null : bytes;
        engine.getLoadedTexturesCache().push(whole);
    }
    for (const texture of textures) texture.updateURL(url, bytes);
    // From now on it is theirs.
    whole?.dispose();
}
