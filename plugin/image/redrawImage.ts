import { imageError } from "./imageError";
import { imageSides } from "./imageSize";

const unreadable = (cause: unknown): Error =>
    imageError("The picture cannot be decoded; it may be damaged.", "Open it elsewhere and save it as PNG.", cause);

/** True where pictures can be decoded: in browsers and their workers. */
export function canDecode(): boolean {
    return typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function";
}

/**
 * Decodes a picture, upright (EXIF orientation applied). The caller closes the bitmap.
 *
 * @throws GenerationError of kind `input` when the browser cannot decode it.
 */
export async function decodeImage(bytes: Uint8Array, mediaType: string): Promise<ImageBitmap> {
    const blob = new Blob([new Uint8Array(bytes)], { type: mediaType });
    try {
        return await (mediaType === "image/svg+xml" ? decodeSvg(blob) : createImageBitmap(blob));
    } catch (error) {
        throw unreadable(error);
    }
}

// Only an <img> decodes SVG, and there it runs no script and loads nothing.
async function decodeSvg(blob: Blob): Promise<ImageBitmap> {
    const url = URL.createObjectURL(blob);
    try {
        const image = new Image();
        image.src = url;
        await image.decode();
        return await createImageBitmap(image);
    } finally {
        URL.revokeObjectURL(url);
    }
}

/** Draws a bitmap anew as a PNG or JPEG file, reduced to the model's largest side. Drops all metadata. */
export async function redrawImage(bitmap: ImageBitmap, mediaType: "image/png" | "image/jpeg"): Promise<Blob> {
    const scale = Math.min(1, imageSides.maximum / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    contextOf(canvas).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.convertToBlob({ type: mediaType, quality: 0.95 });
}

/** @throws GenerationError of kind `input` when no pixel of the picture is visible. */
export function checkVisible(bitmap: ImageBitmap): void {
    // Large enough that a thin line does not average away.
    const scale = Math.min(1, 1024 / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    const context = contextOf(canvas);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    for (let alpha = 3; alpha < data.length; alpha += 4) {
        if (data[alpha] !== 0) {
            return;
        }
    }
    throw imageError("The picture is fully transparent.", "Choose a picture that shows an object.");
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
    const context = canvas.getContext("2d");
    if (context === null) {
        throw unreadable(undefined);
    }
    return context;
}
