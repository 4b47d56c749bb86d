import type { Gltf, GltfMaterial, GltfPrimitive, GltfTexture } from "./gltfSchema";

/** One place in a material that shows a texture. */
export interface TextureUse {
    /** The name of the place, such as `normalTexture`. */
    slot: string;
    /** The texture's index as the file has it, which may be anything. */
    texture: unknown;
}

/** Every place in a material that shows a texture, those of extensions too. */
export function materialTextures(material: GltfMaterial): TextureUse[] {
    const { pbrMetallicRoughness, extensions } = material;
    const parts = [material, pbrMetallicRoughness, ...Object.values(isObject(extensions) ? extensions : {})];
    return parts
        .filter(isObject)
        .flatMap((part) =>
            Object.entries(part).flatMap(([slot, info]) =>
                slot.endsWith("Texture") && isObject(info) ? [{ slot, texture: info.index }] : [],
            ),
        );
}

/** The extensions by which a texture's picture is in another format, in the order in which a loader prefers them. */
const pictureExtensions = ["KHR_texture_basisu", "EXT_texture_webp", "EXT_texture_avif"];

/** The pictures that a texture offers, as the file has them, the one that is shown first. */
export function texturePictures(gltf: Gltf, { source, extensions }: GltfTexture): unknown[] {
    const others = pictureExtensions
        .filter((name) => gltf.extensionsUsed.includes(name))
        .map((name) => extensions?.[name])
        .filter(isObject);
    return [...others.map((other) => other.source), ...(source === undefined ? [] : [source])];
}

/** The other materials that a primitive can have, as the file has them. */
export function variantMaterials({ extensions }: GltfPrimitive): unknown[] {
    const variants = extensions?.KHR_materials_variants;
    const mappings = isObject(variants) && Array.isArray(variants.mappings) ? variants.mappings : [];
    return mappings.filter(isObject).map(({ material }) => material);
}

/** True for a JSON object or list. */
function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
