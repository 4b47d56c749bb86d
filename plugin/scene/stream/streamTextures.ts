import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { InternalTexture } from "@babylonjs/core/Materials/Textures/internalTexture.js";
import { Texture } from "@babylonjs/core/Materials/Textures/texture.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { fileError } from "../importErrors";
import { untilStopped } from "../importStop";
import { createFramePacer, type FramePacer } from "./framePacer";
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
        const pacer = createFramePacer(scene, stop);
        for await (const { bitmap, small, textures, picture } of decodeAll(usersOf(container, pictures), stop)) {
            const whole = await upload(small, bitmap, pacer);
            hand(whole, textures, picture, isLost);
        }
    } finally {
        losing?.remove();
    }
}

/** Each picture is decoded while the one before is uploaded, and let go of when it is. */
async function* decodeAll(all: readonly PictureUsers[], stop: AbortSignal) {
    const start = (users: PictureUsers | undefined) => {
        const decoding = users && decode(users.picture, stop);
        decoding?.catch(() => undefined); // thrown again when its turn comes
        return decoding;
    };
    let next = start(all[0]);
    try {
        for (const [at, users] of all.entries()) {
            const bitmap = await next;
            next = start(all[at + 1]);
            try {
                if (bitmap) yield { ...users, bitmap };
            } finally {
                bitmap?.close();
            }
        }
    } finally {
        next?.then((late) => late.close()).catch(() => undefined);
    }
}

interface PictureUsers {
    picture: TakenPicture;
    /** What is on the GPU in the picture's place. */
    small: InternalTexture;
    textures: Texture[];
}

/** Textures that are the same on the GPU, with their picture, whose place in the file their address tells. */
function usersOf({ textures }: AssetContainer, pictures: ReadonlyMap<number, TakenPicture>): PictureUsers[] {
    const users = new Map<InternalTexture, PictureUsers>();
    for (const texture of textures) {
        const small = texture.getInternalTexture();
        const place = texture instanceof Texture ? /#image(\d+)$/.exec(texture.url ?? "")?.[1] : undefined;
        const picture = pictures.get(Number(place));
        if (texture instanceof Texture && small && picture) {
            const found = users.get(small) ?? { picture, small, textures: [] };
            found.textures.push(texture);
            users.set(small, found);
        }
    }
    return [...users.values()];
}

/** Undefined where the picture is to be uploaded at once, as Babylon.js does it. */
async function upload(
    small: InternalTexture,
    bitmap: ImageBitmap,
    pacer: FramePacer,
): Promise<InternalTexture | undefined> {
    const engine = small.getEngine();
    const gl = partialUploads(engine);
    const fits = Math.max(bitmap.width, bitmap.height) <= engine.getCaps().maxTextureSize;
    return gl && fits ? await uploadInSlices(gl, small, bitmap, pacer) : undefined;
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
