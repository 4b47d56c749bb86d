import { canDecode } from "./decodeImage";

/** A small copy of a picture for lists, at most `side` pixels; undefined where pictures cannot be decoded. */
export async function drawThumbnail(picture: Blob, side: number): Promise<Blob | undefined> {
    if (!canDecode()) {
        return undefined;
    }
    const bitmap = await createImageBitmap(picture);
    try {
        const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
        const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
        canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
    } finally {
        bitmap.close();
    }
}
