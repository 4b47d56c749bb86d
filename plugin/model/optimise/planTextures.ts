import { pictureMemory } from "../textureMemory";

/** A picture of a model, as its header describes it. */
export interface PictureSize {
    mediaType: string;
    /** Pixels. */
    width: number;
    /** Pixels. */
    height: number;
}

/** Below this many pixels a side a picture costs nothing worth saving. */
const smallestSide = 64;

/** The sizes at which pictures together fit into so many bytes on the GPU, with mipmaps: the largest are halved first. */
export function planTextures<T extends PictureSize>(pictures: readonly T[], memory: number): T[] {
    const plan = [...pictures];
    const costs = plan.map((picture) => pictureMemory(picture, true));
    let total = costs.reduce((sum, cost) => sum + cost, 0);
    while (total > memory) {
        const largest = costs.reduce(
            (best, cost, at) => (canShrink(plan[at]) && cost > (costs[best] ?? 0) ? at : best),
            -1,
        );
        const picture = plan[largest];
        if (!picture) {
            break;
        }
        const half = { ...picture, width: Math.ceil(picture.width / 2), height: Math.ceil(picture.height / 2) };
        plan[largest] = half;
        const cost = pictureMemory(half, true);
        total += cost - (costs[largest] ?? 0);
        costs[largest] = cost;
    }
    return plan;
}

/** The sizes at which no picture has a longer side than this. */
export function capTextures<T extends PictureSize>(pictures: readonly T[], side: number): T[] {
    return pictures.map((picture) => {
        const factor = Math.min(1, side / Math.max(picture.width, picture.height));
        const scale = (length: number) => Math.max(1, Math.round(length * factor));
        return canShrink(picture)
            ? { ...picture, width: scale(picture.width), height: scale(picture.height) }
            : picture;
    });
}

/** KTX2 is for decoders of its own. */
function canShrink(picture: PictureSize | undefined): boolean {
    return (
        picture !== undefined &&
        picture.mediaType !== "image/ktx2" &&
        Math.max(picture.width, picture.height) > smallestSide
    );
}
