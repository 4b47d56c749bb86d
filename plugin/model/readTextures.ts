import { imageSize } from "image-size";
import { isDataUri, readDataUri } from "./dataUri";
import type { Gltf } from "./gltfSchema";
import type { ModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, type ModelTexture, modelError } from "./modelReport";

const mediaTypes: Record<string, string> = {
    jpg: "image/jpeg",
    png: "image/png",
    webp: "image/webp",
    avif: "image/avif",
    ktx2: "image/ktx2",
};

/** The pictures in a model file, by their headers only: nothing is decoded. */
export function readTextures(gltf: Gltf, data: ModelData): { textures: ModelTexture[]; issues: ModelIssue[] } {
    const textures: ModelTexture[] = [];
    let unreadable = 0;
    for (const image of gltf.images) {
        if (image.uri !== undefined && !isDataUri(image.uri)) {
            continue; // reported as an outside address
        }
        const bytes = image.uri === undefined ? data.views[image.bufferView ?? -1] : readDataUri(image.uri);
        const header = bytes && readHeader(bytes);
        if (header) {
            textures.push({ ...(image.name ? { name: image.name } : {}), ...header, size: bytes.length });
        } else {
            unreadable += 1;
        }
    }
    const issues = checkSizes(textures);
    if (unreadable > 0) {
        // With one picture missing Babylon.js never draws the mesh, and says nothing.
        issues.push(modelError("bad-texture", "A texture of the model is damaged or of an unknown kind."));
    }
    return { textures, issues };
}

function readHeader(bytes: Uint8Array): Omit<ModelTexture, "size"> | undefined {
    try {
        const { width, height, type } = imageSize(bytes);
        const mediaType = mediaTypes[type === "heif" ? "avif" : (type ?? "")];
        return mediaType && width > 0 && height > 0 ? { mediaType, width, height } : undefined;
    } catch {
        return undefined;
    }
}

function checkSizes(textures: ModelTexture[]): ModelIssue[] {
    const pixels = textures.reduce((sum, { width, height }) => sum + width * height, 0);
    const huge = textures.find(({ width, height }) => Math.max(width, height) > modelLimits.textureSide);
    if (huge) {
        return [
            modelError(
                "texture-too-large",
                `A texture of the model is ${huge.width} × ${huge.height} pixels, too large to show.`,
            ),
        ];
    }
    return pixels > modelLimits.texturePixels
        ? [modelError("texture-memory", "The model's textures together need more than 1 GB of memory.")]
        : [];
}
