import type { Document, Texture } from "@gltf-transform/core";
import { EXTTextureAVIF, EXTTextureWebP } from "@gltf-transform/extensions";
import { getTextureColorSpace, listTextureSlots } from "@gltf-transform/functions";
import { readImageHeader } from "../imageHeader";
import type { PictureCodec, Pixels } from "./pictureCodec";
import type { PictureSize } from "./planTextures";

/** A picture of a document, as its own header describes it. */
export interface TexturePicture extends PictureSize {
    texture: Texture;
}

/** What became of pictures that were to be smaller. */
export interface ShrunkTextures {
    shrunk: number;
    /** Those with transparent parts, left as they were. */
    translucent: number;
    /** Those that could not be decoded or encoded, left as they were. */
    failed: number;
}

/** Pictures at work at once; each takes up to 64 MB while it is decoded, a JPEG for a rough look a fraction of it. */
const [atOnce, roughAtOnce] = [2, 4];

/** The pictures of a document that can be read. */
export function listPictures(document: Document): TexturePicture[] {
    const textures = document.getRoot().listTextures();
    return textures.flatMap((texture) => {
        const header = readImageHeader(texture.getImage() ?? new Uint8Array());
        return header ? [{ texture, ...header }] : [];
    });
}

/**
 * Scales a document's pictures down to the sizes of a plan, which has the same ones in the same order. Colours become
 * JPEGs; numbers, such as normals, stay as exact as they were. Pictures with transparent parts are left alone, unless the
 * result may be rough: browsers lose the colours of what cannot be seen, and they show at its edges.
 */
export async function shrinkTextures(
    pictures: readonly TexturePicture[],
    plan: readonly TexturePicture[],
    codec: PictureCodec,
    { isRough = false }: { isRough?: boolean } = {},
): Promise<ShrunkTextures> {
    const smaller = plan.filter(({ width, height }, at) => {
        const picture = pictures[at];
        return picture && (width < picture.width || height < picture.height);
    });
    const outcomes: Outcome[] = [];
    const step = isRough && smaller.every(({ mediaType }) => mediaType === "image/jpeg") ? roughAtOnce : atOnce;
    for (let at = 0; at < smaller.length; at += step) {
        const next = smaller.slice(at, at + step);
        outcomes.push(...(await Promise.all(next.map((planned) => shrink(planned, codec, isRough)))));
    }
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    return { shrunk: count("shrunk"), translucent: count("translucent"), failed: count("failed") };
}

type Outcome = keyof ShrunkTextures;

async function shrink(
    { texture, mediaType, width, height }: TexturePicture,
    codec: PictureCodec,
    isRough: boolean,
): Promise<Outcome> {
    try {
        const pixels = await codec.decode(texture.getImage() ?? new Uint8Array(), mediaType, width, height);
        const hasAlpha = mediaType !== "image/jpeg" && isTranslucent(pixels);
        if (hasAlpha && !isRough) {
            return "translucent";
        }
        const isColour = getTextureColorSpace(texture) === "srgb";
        if (listTextureSlots(texture).some((slot) => /normalTexture$/i.test(slot))) {
            normalise(pixels);
        }
        const format = hasAlpha || (!isColour && mediaType === "image/png") ? "image/png" : "image/jpeg";
        const image = await codec.encode(pixels, format, isColour ? 0.9 : 1);
        // A picture of one colour or a few lines is smallest without any loss.
        const isLarger = format === "image/jpeg" && image.length > (texture.getImage()?.length ?? 0);
        const exact = isLarger ? await codec.encode(pixels, "image/png", 1) : undefined;
        const isExact = exact !== undefined && exact.length < image.length;
        texture.setImage(isExact ? exact : image).setMimeType(isExact ? "image/png" : format);
        return "shrunk";
    } catch {
        return "failed";
    }
}

function isTranslucent({ data }: Pixels): boolean {
    for (let at = 3; at < data.length; at += 4) {
        if (data[at] !== 255) {
            return true;
        }
    }
    return false;
}

/** What stands for zero among the numbers of a normal. */
const middle = 127.5;

/** The mean of normals is shorter than they are, which makes a surface look smoother and darker. */
function normalise({ data }: Pixels): void {
    for (let at = 0; at < data.length; at += 4) {
        const x = (data[at] ?? 0) - middle;
        const y = (data[at + 1] ?? 0) - middle;
        const z = (data[at + 2] ?? 0) - middle;
        const length = Math.sqrt(x * x + y * y + z * z);
        // Most are as long as eight bits can say.
        if (length > 0 && Math.abs(length - middle) > 1) {
            const stretch = middle / length;
            data[at] = x * stretch + middle;
            data[at + 1] = y * stretch + middle;
            data[at + 2] = z * stretch + middle;
        }
    }
}

/** Lets go of the extensions for kinds of pictures that the document no longer has. */
export function dropPictureExtensions(document: Document): void {
    const kinds = new Set(
        document
            .getRoot()
            .listTextures()
            .map((texture) => texture.getMimeType()),
    );
    const extensions = { "image/webp": EXTTextureWebP, "image/avif": EXTTextureAVIF };
    for (const [kind, { EXTENSION_NAME }] of Object.entries(extensions)) {
        const used = document.getRoot().listExtensionsUsed();
        if (!kinds.has(kind)) used.find(({ extensionName }) => extensionName === EXTENSION_NAME)?.dispose();
    }
}
