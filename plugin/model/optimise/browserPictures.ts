import { decodeScaled } from "./decodeScaled";
import type { PictureCodec } from "./pictureCodec";

/** Pictures by what browsers have in Workers. */
export const browserPictures: PictureCodec = {
    decode: async (bytes, mediaType, width, height) => {
        const picture =
            (await decodeScaled(bytes, width, height)) ??
            (await createImageBitmap(new Blob([bytes], { type: mediaType }), {
                ...{ resizeWidth: width, resizeHeight: height, resizeQuality: "high" },
            }));
        try {
            const context = contextOf(width, height);
            context.imageSmoothingQuality = "high";
            context.drawImage(picture, 0, 0, width, height);
            const { data } = context.getImageData(0, 0, width, height);
            return { data, width, height };
        } finally {
            picture.close();
        }
    },
    encode: async ({ data, width, height }, mediaType, quality) => {
        const context = contextOf(width, height);
        context.putImageData(new ImageData(data, width, height), 0, 0);
        const blob = await context.canvas.convertToBlob({ type: mediaType, quality });
        if (blob.type !== mediaType) {
            throw new Error(`This browser does not write ${mediaType}.`);
        }
        return new Uint8Array(await blob.arrayBuffer());
    },
};

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) {
        throw new Error("This browser has no canvas in Workers.");
    }
    return context;
}
