/** A decoded picture. */
export interface Pixels {
    /** Red, green, blue and alpha of each pixel, 0 to 255, not multiplied with each other. */
    data: Uint8ClampedArray<ArrayBuffer>;
    width: number;
    height: number;
}

/**
 * What is needed of a platform to make pictures smaller. In the Worker `browserPictures` does it; Node has nothing of its
 * own. Both reject when they cannot.
 */
export interface PictureCodec {
    /** Decodes a picture at a size, filtered well. */
    decode(bytes: Uint8Array<ArrayBuffer>, mediaType: string, width: number, height: number): Promise<Pixels>;
    /** Encodes an opaque picture; quality is 0 to 1, where 1 keeps the full resolution of colour. */
    encode(pixels: Pixels, mediaType: "image/jpeg" | "image/png", quality: number): Promise<Uint8Array<ArrayBuffer>>;
}
