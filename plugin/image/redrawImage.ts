import { canvasContext } from "./canvasContext";
import { maximumSentBytes, type Size } from "./imageLimits";
import type { SendableType } from "./mediaType";
import { scaleToFit } from "./scaleToFit";
import { stripImage } from "./stripImage";
import { untilAborted } from "./untilAborted";

export interface RedrawOptions {
    /** EXIF orientation 1…8 that the bitmap does not have yet. */
    orientation: number;
    mediaType: SendableType;
    /** Nothing shines through, so that JPEG will do when PNG grows too large. */
    isOpaque: boolean;
    signal: AbortSignal | undefined;
}

export interface RedrawnImage extends Size {
    bytes: Uint8Array<ArrayBuffer>;
    mediaType: SendableType;
}

/**
 * Draws a bitmap anew, upright and in sRGB, as a file within the model's limits.
 *
 * @throws GenerationError of kind `input` when it cannot be made to fit
 */
export async function redrawImage(bitmap: ImageBitmap, options: RedrawOptions): Promise<RedrawnImage> {
    const { isOpaque, signal } = options;
    let { mediaType } = options;
    for (let scale = scaleToFit(bitmap); ; ) {
        const canvas = drawUpright(bitmap, options.orientation, scale);
        const blob = await untilAborted(canvas.convertToBlob({ type: mediaType, quality: 0.95 }), signal);
        if (blob.size <= maximumSentBytes) {
            const bytes = new Uint8Array(await untilAborted(blob.arrayBuffer(), signal));
            // Browsers add a colour profile to some files.
            const stripped = stripImage(bytes, mediaType, { colours: false });
            return { bytes: stripped, mediaType, width: canvas.width, height: canvas.height };
        }
        if (mediaType === "image/png" && isOpaque) {
            mediaType = "image/jpeg";
        } else {
            scale *= 0.95 * Math.sqrt(maximumSentBytes / blob.size);
        }
    }
}

/** The matrices of EXIF orientations 1 to 8, for a picture of one by one. */
const turns = [
    [1, 0, 0, 1, 0, 0],
    [-1, 0, 0, 1, 1, 0],
    [-1, 0, 0, -1, 1, 1],
    [1, 0, 0, -1, 0, 1],
    [0, 1, 1, 0, 0, 0],
    [0, 1, -1, 0, 1, 0],
    [0, -1, -1, 0, 1, 1],
    [0, -1, 1, 0, 0, 1],
] as const;

function drawUpright(bitmap: ImageBitmap, orientation: number, scale: number): OffscreenCanvas {
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const isSideways = orientation >= 5;
    const canvas = isSideways ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
    const context = canvasContext(canvas);
    context.imageSmoothingQuality = "high";
    const [a, b, c, d, right, down] = turns[orientation - 1] ?? turns[0];
    context.setTransform(a, b, c, d, right * canvas.width, down * canvas.height);
    context.drawImage(bitmap, 0, 0, width, height);
    return canvas;
}
