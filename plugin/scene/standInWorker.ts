import { readPixels, type StandInPicture } from "../standIn/readPixels";
import { createShape, type StandInShape } from "../standIn/standInShape";

/** What the page sends to the Worker, once. */
export interface StandInRequest {
    picture: StandInPicture;
    /** Pixels. */
    longestSide: number;
}

/** What comes back. */
export type StandInAnswer = { shape: StandInShape } | { problem: string };

// This module is the Worker's whole program.
addEventListener("message", ({ data }: MessageEvent<StandInRequest>) => {
    answer(data).then(
        (shape) => postMessage({ shape } satisfies StandInAnswer, { transfer: buffersOf(shape) }),
        (error: unknown) => postMessage({ problem: String(error) } satisfies StandInAnswer),
    );
});

async function answer({ picture, longestSide }: StandInRequest): Promise<StandInShape> {
    return createShape(await readPixels(picture, longestSide));
}

/** Handed over instead of copied. */
function buffersOf({ mesh, texture }: StandInShape): Transferable[] {
    return [mesh.positions, mesh.normals, mesh.uvs, mesh.indices, texture.data].map(
        ({ buffer }) => buffer as ArrayBuffer,
    );
}
