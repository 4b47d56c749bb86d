import { z } from "zod";
import { GenerationError } from "../errors";
import { nextAnswer } from "../model/workerAnswer";
import { createWorkerPool, type WorkerPool } from "../model/workerPool";
import { readPixels, type StandInPicture } from "../standIn/readPixels";
import { createShape, type StandInShape } from "../standIn/standInShape";
import type { StandInAnswer, StandInRequest } from "./standInWorker";

export interface StandInFromPictureOptions {
    signal?: AbortSignal | undefined;
    /** For tests: where Workers come from. */
    workers?: WorkerPool | undefined;
}

/** Pixels: what the work is done on. Less on the calling thread, which has to stay free for other things. */
const sideInWorker = 512;
const sideHere = 256;

/** Milliseconds for one picture, the start of the Worker included: its script may come over a slow network. */
const longestWork = 20_000;

/** The next picture takes a third of the time where the code has run before. */
const standInWorkers = createWorkerPool(
    () => new Worker(new URL("./standInWorker.ts", import.meta.url), { type: "module" }),
);

/**
 * Makes the stand-in of a picture: cuts the object out and inflates it, without any network. The work is done in a
 * Worker, which waits a while for the next picture; where there is none, on the calling thread and more coarsely. Node
 * decodes nothing, so there it takes plain pixels only. The picture is copied, so a bitmap stays the caller's to close.
 *
 * @throws GenerationError of kind `input` when the picture cannot be decoded
 * @throws the signal's reason when aborted
 */
export async function standInFromPicture(
    picture: Uint8Array | StandInPicture,
    { signal, workers = standInWorkers }: StandInFromPictureOptions = {},
): Promise<StandInShape> {
    signal?.throwIfAborted();
    const input = picture instanceof Uint8Array ? new Blob([new Uint8Array(picture)]) : picture;
    const answer = await askWorker(workers, { picture: input, longestSide: sideInWorker }, signal);
    if (answer === undefined) {
        return workHere(input, signal);
    }
    if ("problem" in answer) {
        throw undecodable(answer.problem);
    }
    return answer.shape;
}

/** What a Worker answers, or undefined when none can be started, it breaks down or it is late. */
async function askWorker(
    workers: WorkerPool,
    request: StandInRequest,
    signal: AbortSignal | undefined,
): Promise<StandInAnswer | undefined> {
    const worker = workers.take()?.worker;
    if (worker === undefined) {
        return undefined;
    }
    let answer: StandInAnswer | undefined;
    try {
        const answering = nextAnswer(worker, longestWork, signal);
        worker.postMessage(request, []);
        const said = await answering;
        answer = typeof said === "object" ? answerSchema.safeParse(said.data).data : undefined;
        return answer;
    } finally {
        if (answer === undefined) {
            worker.terminate();
        } else {
            workers.giveBack(worker);
        }
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
