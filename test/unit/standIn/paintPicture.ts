import type { PixelImage } from "../../../plugin/standIn/pixelImage";

export type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** A picture with a colour for each place; alpha is 255 when left out. */
export function paintPicture(width: number, height: number, colourAt: (x: number, y: number) => Colour): PixelImage {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const [red, green, blue, alpha = 255] = colourAt(x, y);
            data.set([red, green, blue, alpha], (y * width + x) * 4);
        }
    }
    return { width, height, data };
}

export const clear: Colour = [0, 0, 0, 0];
export const grey: Colour = [128, 128, 128];
export const red: Colour = [210, 30, 30];

/** A square picture of a disc over half of its width. */
export function paintDisc(side: number, object: Colour, background: Colour): PixelImage {
    return paintPicture(side, side, (x, y) =>
        Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) < side / 4 ? object : background,
    );
}
