import type { DrawnPrimitive } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import { materialTextures, type TextureUse, texturePictures, variantMaterials } from "./materialTextures";

/** How the drawn materials show the file's pictures. */
export interface PictureUses {
    /** Places in materials that show a picture. */
    count: number;
    /**
     * For each picture the ways in which it is shown that cannot share memory: as colour or as numbers, and with which
     * filters. Each entry is true when it has mipmaps.
     */
    copies: Map<unknown, boolean[]>;
}

/** Counts how the drawn materials show pictures. */
export function countPictureUses(gltf: Gltf, drawn: DrawnPrimitive[]): PictureUses {
    const materials = new Set(drawn.flatMap(({ primitive }) => [primitive.material, ...variantMaterials(primitive)]));
    const uses = gltf.materials.filter((_, at) => materials.has(at)).flatMap(materialTextures);
    const keyed = new Map<string, { picture: unknown; hasMipmaps: boolean }>();
    for (const use of uses) {
        const { picture, filters, hasMipmaps } = describeUse(gltf, use);
        keyed.set(`${String(picture)} ${filters} ${isColour(use.slot)}`, { picture, hasMipmaps });
    }
    const copies = new Map<unknown, boolean[]>();
    for (const { picture, hasMipmaps } of keyed.values()) {
        const known = copies.get(picture) ?? [];
        known.push(hasMipmaps);
        copies.set(picture, known);
    }
    return { count: uses.length, copies };
}

const [nearest, linear] = [9728, 9729];

function describeUse(gltf: Gltf, { texture }: TextureUse) {
    const shown = typeof texture === "number" ? gltf.textures[texture] : undefined;
    const [picture] = shown ? texturePictures(gltf, shown) : [];
    const { minFilter, magFilter } = gltf.samplers[shown?.sampler ?? -1] ?? {};
    return { picture, filters: `${minFilter} ${magFilter}`, hasMipmaps: minFilter !== nearest && minFilter !== linear };
}

/** Babylon.js loads colours and numbers differently, by the place in the material. */
function isColour(slot: string): boolean {
    return /(color|diffuse|emissive|specularGlossiness)Texture$/i.test(slot);
}

/**
 * Bytes that a picture takes on the GPU: four for each pixel, and a third more for mipmaps. Of KTX2 one for each pixel,
 * which is what it becomes on most hardware.
 */
export function pictureMemory(
    { width, height, mediaType }: { width: number; height: number; mediaType: string },
    hasMipmaps: boolean,
): number {
    const bytes = width * height * (mediaType === "image/ktx2" ? 1 : 4);
    return Math.round(hasMipmaps ? (bytes * 4) / 3 : bytes);
}
