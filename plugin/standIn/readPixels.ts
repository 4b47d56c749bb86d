import type { PixelImage } from "./pixelImage";

/** A picture as it comes: an encoded file, decoded by the browser, or plain pixels. */
export type StandInPicture = Blob | ImageBitmap | PixelImage;

/**
 * The pixels of a picture, upright, reduced to at most `longestSide` pixels a side. Plain pixels are taken as they are.
 * @throws DOMException when the browser cannot decode the file; Error where nothing is decoded, as in Node
 */
export async function readPixels(picture: StandInPicture, longestSide: number): Promise<PixelImage> {
    if ("data" in picture) {
        return picture;
    }
    if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function") {
        throw new Error("Pictures are not decoded here.");
    }
    if (!(picture instanceof Blob)) {
        return draw(picture, longestSide);
    }
    const bitmap = await createImageBitmap(picture);
    try {
        return draw(bitmap, longestSide);
    } finally {
        bitmap.close();
    }
}

function draw(bitmap: ImageBitmap, longestSide: number): PixelImage {
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    // Kept in memory instead of on the GPU: it is drawn once and read once.
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (context === null) {
        throw new Error("There is no canvas to decode the picture on.");
    }
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
}
