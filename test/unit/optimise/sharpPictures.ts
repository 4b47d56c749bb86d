import sharp from "sharp";
import type { PictureCodec } from "../../../plugin/model/optimise/pictureCodec";

/** Pictures by sharp, for Node. */
export const sharpPictures: PictureCodec = {
    decode: async (bytes, _, width, height) => {
        const { data } = await sharp(bytes)
            .resize(width, height, { fit: "fill" })
            .ensureAlpha()
            .toColourspace("srgb")
            .raw()
            .toBuffer({ resolveWithObject: true });
        return { data: new Uint8ClampedArray(data), width, height };
    },
    encode: async ({ data, width, height }, mediaType, quality) => {
        const image = sharp(data, { raw: { width, height, channels: 4 } });
        const options = { quality: Math.round(quality * 100), chromaSubsampling: quality === 1 ? "4:4:4" : "4:2:0" };
        const encoded = mediaType === "image/png" ? image.png() : image.flatten().jpeg(options);
        return new Uint8Array(await encoded.toBuffer());
    },
};
