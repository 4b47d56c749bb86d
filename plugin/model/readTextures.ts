import { isDataUri, readDataUri } from "./dataUri";
import type { DrawnPrimitive } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import { type ImageHeader, readImageHeader } from "./imageHeader";
import type { ModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, type ModelTexture, modelError } from "./modelReport";
import { countPictureUses, pictureMemory } from "./textureMemory";

export interface ReadTextures {
    textures: ModelTexture[];
    /** Bytes on the GPU. */
    textureMemory: number;
    /** Places in materials that show a picture. */
    textureUses: number;
    issues: ModelIssue[];
}

/** The pictures in a model file, by their headers only: nothing is decoded. */
export function readTextures(gltf: Gltf, data: ModelData, drawn: DrawnPrimitive[]): ReadTextures {
    const { count, copies } = countPictureUses(gltf, drawn);
    const textures: ModelTexture[] = [];
    let [textureMemory, pixels, unreadable] = [0, 0, 0];
    for (const [at, image] of gltf.images.entries()) {
        if (image.uri !== undefined && !isDataUri(image.uri)) {
            continue; // reported as an outside address
        }
        const stored = readStored(data, image);
        const header = stored && readImageHeader(stored.bytes);
        if (!header || !isAsStated(header, image.mimeType ?? stored.mediaType)) {
            unreadable += 1;
            continue;
        }
        const shown = copies.get(at) ?? [];
        textureMemory += shown.reduce((sum, hasMipmaps) => sum + pictureMemory(header, hasMipmaps), 0);
        pixels += header.width * header.height * Math.max(shown.length, 1);
        const name = image.name ? { name: image.name } : {};
        textures.push({ ...name, ...header, size: stored.bytes.length, memory: pictureMemory(header, true) });
    }
    const issues = checkSizes(textures, pixels);
    if (unreadable > 0) {
        // With one picture missing Babylon.js never draws the mesh, and says nothing.
        issues.push(modelError("bad-texture", "A texture of the model is damaged or of an unknown kind."));
    }
    return { textures, textureMemory, textureUses: count, issues };
}

function readStored(data: ModelData, { uri, bufferView = -1 }: Gltf["images"][number]) {
    const bytes = data.views[bufferView];
    return uri === undefined ? bytes && { bytes, mediaType: undefined } : readDataUri(uri);
}

/** What browsers decode by the bytes alone, whichever of these the file says it is. */
const decodedByBytes = ["image/png", "image/jpeg", "image/jpg", "image/webp", "image/avif"];

/**
 * Babylon.js chooses a decoder by the stated type, and may fetch it. So a picture has to be what it says, as far as that
 * makes a difference.
 */
function isAsStated({ mediaType }: ImageHeader, stated: string | undefined): boolean {
    return mediaType === "image/ktx2" ? stated === mediaType : stated === undefined || decodedByBytes.includes(stated);
}

function checkSizes(textures: ModelTexture[], pixels: number): ModelIssue[] {
    const huge = textures.find(({ width, height }) => Math.max(width, height) > modelLimits.textureSide);
    const smaller = "Generate the model with a lower texture quality.";
    if (huge) {
        const message = `A texture of the model is ${huge.width} × ${huge.height} pixels, too large to show.`;
        return [modelError("texture-too-large", message, smaller)];
    }
    return pixels > modelLimits.texturePixels
        ? [modelError("texture-memory", "The model's textures together need more than 1 GB of memory.", smaller)]
        : [];
}
