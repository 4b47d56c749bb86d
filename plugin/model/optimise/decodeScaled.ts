import { readImageHeader } from "../imageHeader";

/** A JPEG can be decoded at so many parts of its size, and in as much less time and memory. */
const parts = 8;

/**
 * Decodes a JPEG at the smallest size that a decoder has at hand and that is no smaller than asked for, with a sixth of
 * the work where the picture is four times as large. The caller closes it. Undefined for other pictures, and where the
 * browser has no such decoder.
 */
export async function decodeScaled(
    bytes: Uint8Array<ArrayBuffer>,
    width: number,
    height: number,
): Promise<VideoFrame | undefined> {
    const whole = readImageHeader(bytes);
    if (whole?.mediaType !== "image/jpeg" || typeof ImageDecoder === "undefined") {
        return undefined;
    }
    const needed = Math.max(width / whole.width, height / whole.height);
    const share = Math.min(1, Math.ceil(needed * parts) / parts);
    let decoder: ImageDecoder | undefined;
    try {
        decoder = new ImageDecoder({
            ...{ data: bytes, type: whole.mediaType },
            ...{ desiredWidth: Math.ceil(whole.width * share), desiredHeight: Math.ceil(whole.height * share) },
        });
        const { image } = await decoder.decode();
        if (image.displayWidth <= Math.ceil(whole.width * share)) {
            return image;
        }
        image.close(); // it does not heed sizes, and there are better ways to scale a whole picture down
        return undefined;
    } catch {
        return undefined; // the usual way may still do it, or says what is wrong
    } finally {
        decoder?.close();
    }
}
