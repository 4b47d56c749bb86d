import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { OptimisedPicture } from "../../model/optimisedModel";
import { sketchModel } from "../../model/sketchModel";
import { compileMaterials } from "../compileMaterials";
import { loadContainer } from "../loadContainer";
import { type BroughtPicture, streamTextures } from "./streamTextures";
import { mediaTypeSchema } from "./takePictures";

/** What a file will be drawn with, made while its data are still worked on. Never fails: what is missing is made later. */
export interface WarmUp {
    /** Brings pictures onto the GPU, a few rows in each frame. */
    bring(pictures: readonly OptimisedPicture[]): void;
    /** The pictures that are there, once all are that were to be brought. */
    brought(): Promise<readonly BroughtPicture[]>;
    /** Lets go of everything, for when the model itself holds what was made. */
    release(): void;
}

/** Begins to compile what a file will be drawn with. */
export function warmUp(bytes: Uint8Array, scene: Scene, stop: AbortSignal): WarmUp {
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    const brought: BroughtPicture[] = [];
    let container: AssetContainer | undefined;
    const release = () => {
        over.abort();
        container?.dispose();
        container = undefined;
    };
    const compile = async () => {
        const sketch = sketchModel(bytes);
        container = sketch && (await loadContainer(sketch, { scene, repairs: [], signal }));
        if (container) await compileMaterials(container, signal);
    };
    let work = compile().catch(release);
    return {
        bring: (pictures) => {
            const decodable = pictures.filter(({ mediaType }) => mediaTypeSchema.safeParse(mediaType).success);
            // One by one, so that none is decoded while the one before is still in memory: there is time.
            for (const picture of decodable) {
                const stream = async () => {
                    const taken = new Map([[picture.image, picture]]);
                    if (container) brought.push(...(await streamTextures(container, taken, [], scene, signal)));
                };
                work = work.then(stream).catch(release);
            }
        },
        brought: async () => {
            await work;
            return brought;
        },
        release,
    };
}
