import sharp, { type Sharp } from "sharp";
import type { CutOut } from "../../../plugin/standIn/cutOut";
import type { PixelBounds } from "../../../plugin/standIn/pixelImage";
import { seededNumber } from "../../../plugin/standIn/seededNumber";
import { bleedColours, findCore } from "./bleedColours";
import { type DecodedPicture, sharpFrom } from "./decodePicture";
import type { ModelOptions } from "./modelOptions";
import { nextStep } from "./nextStep";
import { deriveSurfaceMaps } from "./surfaceMaps";

/** The textures of a model, as square JPEG files. */
export interface Textures {
    readonly baseColour: Uint8Array;
    readonly normal?: Uint8Array | undefined;
    readonly metallicRoughness?: Uint8Array | undefined;
    /** What part of the picture they show, in shares of its width and height. */
    readonly frame: PixelBounds;
}

/** The maps are guesses: finer than this they would only repeat the picture's noise. */
const FINEST_MAP_SIDE = 1024;
const JPEG_QUALITY = 88;
/** How much a texture seed may take off a colour channel. */
const MOST_TINT = 0.12;

/** Paints the picture, continued past the object's outline, and for PBR the maps guessed from it. */
export async function paintTextures(
    picture: DecodedPicture,
    object: CutOut,
    options: ModelOptions,
    side: number,
    signal: AbortSignal | undefined,
): Promise<Textures> {
    const { small, large } = picture;
    const crop = options.textureAlignment === "geometry" ? object.bounds : { left: 0, top: 0, ...sizeOf(small) };
    const largeCrop = scaleBounds(crop, large.width / small.width, large.height / small.height, large);
    const square = async (image: Sharp, part: PixelBounds): Promise<Uint8Array> =>
        await image.extract(part).resize(side, side, { fit: "fill" }).raw().toBuffer();

    const core = findCore(object);
    const bled = bleedColours(small, object, core);
    await nextStep(signal);
    const ground = await square(sharp(bled, { raw: { ...sizeOf(small), channels: 3 } }), crop);
    const mask = await square(sharp(core, { raw: { ...sizeOf(small), channels: 1 } }).toColourspace("b-w"), crop);
    const colours = await square(sharpFrom(large), largeCrop);
    signal?.throwIfAborted();
    const painted = blend(ground, colours, mask, tintFor(options.textureSeed));
    await nextStep(signal);
    return {
        baseColour: await encodeJpeg(painted, side, side),
        ...(options.pbr ? await paintMaps(painted, side, signal) : {}),
        frame: {
            left: largeCrop.left / large.width,
            top: largeCrop.top / large.height,
            width: largeCrop.width / large.width,
            height: largeCrop.height / large.height,
        },
    };
}

async function paintMaps(painted: Uint8Array, side: number, signal: AbortSignal | undefined) {
    const mapSide = Math.min(side, FINEST_MAP_SIDE);
    const grey = await sharp(painted, { raw: { width: side, height: side, channels: 3 } })
        .resize(mapSide, mapSide)
        .greyscale()
        .toColourspace("b-w")
        .raw()
        .toBuffer();
    await nextStep(signal);
    const maps = deriveSurfaceMaps(grey, mapSide);
    await nextStep(signal);
    return {
        normal: await encodeJpeg(maps.normal, mapSide, side),
        metallicRoughness: await encodeJpeg(maps.metallicRoughness, mapSide, side),
    };
}

/** A JPEG of three-byte pixels, enlarged from one side length to another. Colour keeps its full resolution. */
async function encodeJpeg(pixels: Uint8Array, from: number, to: number): Promise<Uint8Array> {
    return await sharp(pixels, { raw: { width: from, height: from, channels: 3 } })
        .resize(to, to, { kernel: "linear" })
        .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" })
        .toBuffer();
}

/** The picture where the mask is sure of the object, elsewhere the continued colours; three bytes a pixel, tinted. */
function blend(ground: Uint8Array, picture: Uint8Array, mask: Uint8Array, tint: readonly number[]): Uint8Array {
    const result = new Uint8Array(ground.length);
    for (let channel = 0; channel < 3; channel++) {
        const gain = tint[channel] ?? 1;
        for (let pixel = 0, i = channel; pixel < mask.length; pixel++, i += 3) {
            const share = (mask[pixel] ?? 0) / 255;
            const colour = (picture[pixel * 4 + channel] ?? 0) * share + (ground[i] ?? 0) * (1 - share);
            result[i] = colour * gain + 0.5;
        }
    }
    return result;
}

function tintFor(seed: number | undefined): readonly number[] {
    return [0, 1, 2].map((channel) => (seed === undefined ? 1 : 1 - MOST_TINT * seededNumber(seed, channel)));
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
    return { width, height };
}

/** A rectangle of one picture in the pixels of a larger version of it, at least one pixel and inside it. */
function scaleBounds(bounds: PixelBounds, across: number, down: number, limit: { width: number; height: number }) {
    const left = Math.min(limit.width - 1, Math.round(bounds.left * across));
    const top = Math.min(limit.height - 1, Math.round(bounds.top * down));
    const right = Math.min(limit.width, Math.max(left + 1, Math.round((bounds.left + bounds.width) * across)));
    const bottom = Math.min(limit.height, Math.max(top + 1, Math.round((bounds.top + bounds.height) * down)));
    return { left, top, width: right - left, height: bottom - top };
}
