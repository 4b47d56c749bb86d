import sharp, { type Sharp } from "sharp";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";

/** Sides in pixels. Work on shapes needs less detail than the texture, which is never larger than the service's. */
const WORKING_SIDE = 768;
const TEXTURE_SIDE = 4096;
/** Pixels a picture may decode to: a little over the service's own 6,000 by 6,000. */
const MOST_PIXELS = 40_000_000;

export interface DecodedPicture {
    /** For finding the shape. */
    readonly small: PixelImage;
    /** For the texture. */
    readonly large: PixelImage;
}

/**
 * Decodes any common picture to upright sRGB pixels.
 * @throws Error with a readable message when it is not a picture, is damaged, or is too large
 */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
    try {
        const upright = sharp(bytes, { failOn: "error", limitInputPixels: MOST_PIXELS }).autoOrient();
        const large = await resizedPixels(upright.toColourspace("srgb"), TEXTURE_SIDE);
        const small = await resizedPixels(sharpFrom(large), WORKING_SIDE);
        return { small, large };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The picture cannot be decoded: ${reason}.`, { cause: error });
    }
}

async function resizedPixels(picture: Sharp, side: number): Promise<PixelImage> {
    const { data, info } = await picture
        .resize(side, side, { fit: "inside", withoutEnlargement: true })
        .ensureAlpha()
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
}

/** Pixels as the start of a sharp pipeline. */
export function sharpFrom({ width, height, data }: PixelImage): Sharp {
    return sharp(data, { raw: { width, height, channels: 4 } });
}
