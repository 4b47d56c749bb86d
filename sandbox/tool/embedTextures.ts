import { z } from "zod";
import type { SceneFiles } from "./sceneFiles";

const textureSchema = z.looseObject({
    name: z.string(),
    url: z.string().nullish(),
    base64String: z.string().nullish(),
    customType: z.string().nullish(),
    isCube: z.unknown().optional(),
    isVideo: z.unknown().optional(),
    isRenderTarget: z.unknown().optional(),
    mirrorPlane: z.unknown().optional(),
});

/** What only textures have. One of it is enough: a file may leave out whatever it likes. */
const marks = ["coordinatesMode", "samplingMode", "isVideo", "isCube", "isRenderTarget", "base64String"] as const;

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
            const kept = isTexture(key, value) ? await embed(value, find) : value;
            if (kept === undefined) {
                left.push(String(Reflect.get(value, "name") ?? "a texture without a name"));
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

function isTexture(key: string, value: object): boolean {
    return !Array.isArray(value) && (/texture$/i.test(key) || marks.some((mark) => mark in value));
}

/** Undefined for one whose picture is not here, and for one that makes no sense. */
async function embed(saved: object, find: SceneFiles["find"]): Promise<object | undefined> {
    const texture = textureSchema.safeParse(saved).data;
    if (texture === undefined) {
        return undefined;
    }
    const { url: _, ...rest } = texture;
    const isData = /^data:/i.test(texture.base64String ?? "");
    if (texture.isVideo || texture.isCube || /video|html|cube/i.test(texture.customType ?? "")) {
        return undefined;
    }
    if (isData || texture.isRenderTarget || texture.mirrorPlane) {
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

async function toDataUri(file: File): Promise<string> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    // A piece at a time: a call takes no more parameters.
    for (let at = 0; at < bytes.length; at += 0x8000) {
        text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return `data:${file.type || "image/png"};base64,${btoa(text)}`;
}
