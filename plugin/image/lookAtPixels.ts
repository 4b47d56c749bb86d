import { canvasContext } from "./canvasContext";

/** What is seen in a decoded picture. */
export interface Look {
    /** No pixel is transparent, not even a little. */
    isOpaque: boolean;
    /** No pixel can be seen. */
    isInvisible: boolean;
    /** All pixels have about the same colour. */
    isFlat: boolean;
}

/** Large enough that a thin line does not average away, in pixels. */
const largestSide = 1024;

/** Differences of colour, of 255, that nobody sees and that JPEG makes by itself. */
const tolerance = 4;

/** Looks at a picture, at a reduced copy when it is large. */
export function lookAtPixels(bitmap: ImageBitmap): Look {
    const scale = Math.min(1, largestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    const context = canvasContext(canvas);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return lookAt(context.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** Four bytes a pixel: red, green, blue, opacity. */
export function lookAt(pixels: Uint8ClampedArray): Look {
    const [least, most] = [new Uint8Array(4).fill(255), new Uint8Array(4)];
    for (let at = 0; at < pixels.length; at++) {
        const value = pixels[at] ?? 0;
        least[at & 3] = Math.min(least[at & 3] ?? 0, value);
        most[at & 3] = Math.max(most[at & 3] ?? 0, value);
    }
    const [leastOpaque = 0, mostOpaque = 0] = [least[3], most[3]];
    return {
        isOpaque: leastOpaque === 255,
        isInvisible: mostOpaque <= tolerance,
        isFlat: most.every((value, channel) => value - (least[channel] ?? 0) <= tolerance),
    };
}
