import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";

/** Linear red, green and blue from 0 to 1. */
export type LinearColour = readonly [number, number, number];

/** The average colour of the picture where each mesh takes its corners from, so that parts can be told apart. */
export function findPlainColours(meshes: readonly StandInMesh[], picture: PixelImage): LinearColour[] {
    return meshes.map(({ uvs }) => {
        const total: [number, number, number] = [0, 0, 0];
        for (let i = 0; i < uvs.length; i += 2) {
            const x = Math.min(picture.width - 1, Math.floor((uvs[i] ?? 0) * picture.width));
            const y = Math.min(picture.height - 1, Math.floor((uvs[i + 1] ?? 0) * picture.height));
            for (const channel of [0, 1, 2] as const) {
                total[channel] += toLinear((picture.data[(y * picture.width + x) * 4 + channel] ?? 0) / 255);
            }
        }
        const count = uvs.length / 2;
        return [total[0] / count, total[1] / count, total[2] / count];
    });
}

/** From sRGB to linear light. */
function toLinear(value: number): number {
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
