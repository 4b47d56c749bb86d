import { z } from "zod";
import type { SceneFiles } from "./sceneFiles";

/** As Babylon.js writes them: all have a name, and say how they are sampled or laid on. */
const textureSchema = z.looseObject({
    name: z.string(),
    coordinatesMode: z.number(),
    url: z.string().nullish(),
    base64String: z.string().nullish(),
    isCube: z.boolean().optional(),
    isVideo: z.boolean().optional(),
    isRenderTarget: z.boolean().optional(),
    mirrorPlane: z.unknown(),
});

type SavedTexture = z.infer<typeof textureSchema>;

/**
 * Puts the textures of a parsed .babylon file into it, from files beside it, and takes out those that are elsewhere or
 * that no file holds. Changes `json`.
 * @returns what was taken out, as sentences
 */
export async function embedTextures(json: object, find: SceneFiles["find"]): Promise<string[]> {
    const left: string[] = [];
    const visit = async (holder: object): Promise<void> => {
        for (const [key, value] of Object.entries(holder)) {
            if (key === "metadata" || typeof value !== "object" || value === null) {
                continue;
            }
            const texture = textureSchema.safeParse(value).data;
            const kept = texture === undefined ? value : await embed(texture, find);
            if (kept === undefined) {
                left.push(texture?.name ?? "");
                Reflect.set(holder, key, null);
            } else {
                Reflect.set(holder, key, kept);
                await visit(kept);
            }
        }
    };
    await visit(json);
    if (typeof Reflect.get(json, "environmentTexture") === "string") {
        left.push(String(Reflect.get(json, "environmentTexture")));
        Reflect.deleteProperty(json, "environmentTexture");
    }
    return left.length === 0 ? [] : [describe([...new Set(left)])];
}

/** Undefined for one whose picture is not here. */
async function embed(texture: SavedTexture, find: SceneFiles["find"]): Promise<object | undefined> {
    const { url: _, ...rest } = texture;
    const isData = /^data:/i.test(texture.base64String ?? "");
    if (texture.isVideo || texture.isCube) {
        return undefined;
    }
    if (isData || texture.isRenderTarget || (texture.mirrorPlane ?? undefined) !== undefined) {
        return { ...rest, base64String: isData ? texture.base64String : undefined };
    }
    const address = [texture.url, texture.name].find((candidate) => /^data:/i.test(candidate ?? ""));
    if (address) {
        return { ...rest, name: "texture", base64String: address };
    }
    const file = find(texture.name);
    return file && { ...rest, base64String: await toDataUri(file) };
}

function describe(names: readonly string[]): string {
    const few = names.slice(0, 3).map(shorten).join(", ");
    const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
    return `Left out, because they are not beside the scene: ${few}${more}.`;
}

function shorten(name: string): string {
    return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}

function toDataUri(file: File): Promise<string> {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(file);
    });
}
