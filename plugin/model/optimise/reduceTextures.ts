import type { Document } from "@gltf-transform/core";
import type { ModelReport } from "../modelReport";
import { pictureMemory } from "../textureMemory";
import type { Outcome } from "./outcome";
import type { PictureCodec } from "./pictureCodec";
import { planTextures } from "./planTextures";
import { dropPictureExtensions, listPictures, type ShrunkTextures, shrinkTextures } from "./shrinkTextures";

/** Scales a document's pictures down until they are within so many bytes on the GPU. */
export async function reduceTextures(
    document: Document,
    { textureMemory }: Pick<ModelReport, "textureMemory">,
    budget: number,
    codec: PictureCodec | undefined,
): Promise<Outcome> {
    if (textureMemory <= budget) {
        return { steps: [], shortcomings: [] };
    }
    const pictures = listPictures(document);
    const single = pictures.reduce((sum, picture) => sum + pictureMemory(picture, true), 0);
    // Pictures that are shown in ways that cannot share memory are on the GPU more than once.
    const plan = planTextures(pictures, (budget * single) / Math.max(single, textureMemory));
    if (!codec) {
        return { steps: [], shortcomings: ["The textures stay as they are: nothing here can scale pictures."] };
    }
    const outcome = await shrinkTextures(pictures, plan, codec);
    dropPictureExtensions(document);
    const side = Math.max(0, ...plan.map(({ width, height }) => Math.max(width, height)));
    return { steps: describeSteps(outcome, side), shortcomings: describeShortcomings(outcome) };
}

function describeSteps({ shrunk }: ShrunkTextures, side: number): string[] {
    return shrunk > 0 ? [`Scaled ${pluralise(shrunk)} down, to ${side} pixels a side at most.`] : [];
}

function describeShortcomings({ translucent, failed }: ShrunkTextures): string[] {
    return [
        ...(translucent > 0 ? [`Did not scale ${pluralise(translucent)} with transparent parts.`] : []),
        ...(failed > 0 ? [`Could not decode ${pluralise(failed)} here.`] : []),
    ];
}

function pluralise(count: number): string {
    return count === 1 ? "1 texture" : `${count} textures`;
}
