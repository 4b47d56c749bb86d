import { z } from "zod";
import { GenerationError } from "../errors";
import { readPixels, type StandInPicture } from "../standIn/readPixels";
import { createShape, type StandInShape } from "../standIn/standInShape";
import type { StandInAnswer, StandInRequest } from "./standInWorker";

export interface StandInFromPictureOptions {
    signal?: AbortSignal | undefined;
    /** For tests: what starts the Worker; undefined where there is none. */
    startWorker?: (() => Worker | undefined) | undefined;
}

/** Pixels: what the work is done on. Less on the calling thread, which has to stay free for other things. */
const sideInWorker = 512;
const sideHere = 256;

/**
 * Makes the stand-in of a picture: cuts the object out and inflates it, without any network. The work is done in a
 * Worker of its own that ends with it; where there is none, on the calling thread and more coarsely. Node decodes
 * nothing, so there it takes plain pixels only. The picture is copied, so a bitmap stays the caller's to close.
 *
 * @throws GenerationError of kind `input` when the picture cannot be decoded
 * @throws the signal's reason when aborted
 */
export async function standInFromPicture(
    picture: Uint8Array | StandInPicture,
    { signal, startWorker = startStandInWorker }: StandInFromPictureOptions = {},
): Promise<StandInShape> {
    signal?.throwIfAborted();
    const input = picture instanceof Uint8Array ? new Blob([new Uint8Array(picture)]) : picture;
    const answer = await askWorker(startWorker, { picture: input, longestSide: sideInWorker }, signal);
    if (answer === undefined) {
        return workHere(input, signal);
    }
    if ("problem" in answer) {
        throw undecodable(answer.problem);
    }
    return answer.shape;
}

function startStandInWorker(): Worker | undefined {
    if (typeof Worker !== "function") {
        return undefined;
    }
    return new Worker(new URL("./standInWorker.ts", import.meta.url), { type: "module" });
}

/** What a Worker answers, or undefined when none can be started or it breaks down. */
async function askWorker(
    startWorker: () => Worker | undefined,
    request: StandInRequest,
    signal: AbortSignal | undefined,
): Promise<StandInAnswer | undefined> {
    const worker = tryToStart(startWorker);
    if (worker === undefined) {
        return undefined;
    }
    const listening = new AbortController();
    try {
        return await new Promise((resolve, reject) => {
            const options = { signal: listening.signal };
            worker.addEventListener("message", ({ data }) => resolve(answerSchema.safeParse(data).data), options);
            worker.addEventListener("messageerror", () => resolve(undefined), options);
            worker.addEventListener("error", () => resolve(undefined), options);
            signal?.addEventListener("abort", () => reject(signal.reason), options);
            worker.postMessage(request);
        });
    } finally {
        listening.abort();
        worker.terminate();
    }
}

/** A page's security policy may forbid Workers. */
function tryToStart(startWorker: () => Worker | undefined): Worker | undefined {
    try {
        return startWorker();
    } catch {
        return undefined;
    }
}

async function workHere(picture: StandInPicture, signal: AbortSignal | undefined): Promise<StandInShape> {
    const pixels = await readPixels(picture, sideHere).catch((error: unknown) => {
        throw undecodable(error);
    });
    signal?.throwIfAborted();
    return createShape(pixels);
}

function undecodable(cause: unknown): GenerationError {
    return new GenerationError("The picture cannot be decoded; it may be damaged.", {
        kind: "input",
        spending: "none",
        advice: "Open it elsewhere and save it as PNG.",
        cause,
    });
}

const numbers = z.instanceof(Float32Array);

const answerSchema: z.ZodType<StandInAnswer> = z.union([
    z.object({ problem: z.string() }),
    z.object({
        shape: z.object({
            mesh: z.object({ positions: numbers, normals: numbers, uvs: numbers, indices: z.instanceof(Uint32Array) }),
            texture: z.object({
                width: z.number(),
                height: z.number(),
                data: z.union([z.instanceof(Uint8Array), z.instanceof(Uint8ClampedArray)]),
            }),
            source: z.enum(["alpha", "background", "whole"]),
            confidence: z.number(),
        }),
    }),
]);
