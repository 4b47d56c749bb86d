import type { IGLTFLoaderData } from "@babylonjs/loaders/glTF/glTFFileLoader.js";
import { z } from "zod";
import { onePixel } from "../../model/sketchModel";

/** A picture of a file, still packed. */
export interface TakenPicture {
    bytes: Uint8Array<ArrayBuffer>;
    mediaType: string;
}

/** Pixels in all pictures of a file, below which one upload of each is not felt. */
const fewestPixels = 1024 ** 2;

const imageSchema = z.object({
    bufferView: z.number(),
    mimeType: z.literal(["image/png", "image/jpeg", "image/webp", "image/avif"]),
});
const viewSchema = z.object({ buffer: z.literal(0), byteOffset: z.number().default(0), byteLength: z.number() });
const jsonSchema = z.object({ images: z.array(z.unknown()), bufferViews: z.array(z.unknown()) });

/** True when pictures of these sizes are worth it. */
export function arePicturesLarge(pictures: readonly { width: number; height: number }[]): boolean {
    return pictures.reduce((sum, { width, height }) => sum + width * height, 0) > fewestPixels;
}

/**
 * Takes the pictures out of what a loader is about to load, with a pixel in the place of each, so that everything else is
 * there before they are. The keys are their places in the file; those that no browser decodes stay.
 */
export async function takePictures({ json, bin }: IGLTFLoaderData): Promise<Map<number, TakenPicture>> {
    const pictures = new Map<number, TakenPicture>();
    const { images = [], bufferViews = [] } = jsonSchema.safeParse(json).data ?? {};
    for (const [place, found] of images.entries()) {
        const image = imageSchema.safeParse(found).data;
        const view = image && viewSchema.safeParse(bufferViews[image.bufferView]).data;
        if (image && view && bin) {
            const { buffer, byteOffset, byteLength } = await bin.readAsync(view.byteOffset, view.byteLength);
            if (buffer instanceof ArrayBuffer) {
                pictures.set(place, {
                    bytes: new Uint8Array(buffer, byteOffset, byteLength),
                    mediaType: image.mimeType,
                });
                Reflect.set(Reflect.get(json, "images"), place, { uri: onePixel, mimeType: "image/png" });
            }
        }
    }
    return pictures;
}
