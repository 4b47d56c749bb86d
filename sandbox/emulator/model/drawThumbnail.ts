import sharp from "sharp";
import type { CutOut } from "../../../plugin/standIn/cutOut";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";

const SIDE = 256;

/** A small square PNG of the object alone, on a transparent ground. */
export async function drawThumbnail({ width, height, data }: PixelImage, object: CutOut): Promise<Uint8Array> {
    const pixels = Uint8Array.from(data);
    object.coverage.forEach((value, pixel) => {
        pixels[pixel * 4 + 3] = value;
    });
    return await sharp(pixels, { raw: { width, height, channels: 4 } })
        .extract(object.bounds)
        .resize(SIDE, SIDE, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .png()
        .toBuffer();
}
