/** A picture as plain pixels: four bytes (red, green, blue, straight alpha) each, row by row from the top left. */
export interface PixelImage {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array | Uint8ClampedArray;
}

/** A rectangle of pixels; `left` and `top` are the first column and row inside it. */
export interface PixelBounds {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}
