import sharp from "sharp";
import type { EmulatorState } from "./emulatorState";
import type { JobOutput } from "./jobScript";
import type { CreatedModelFile, ModelOptions } from "./model/createModelFile";
import { addAsset } from "./storedAsset";
import type { JobResult, StoredJob } from "./storedJob";

/**
 * Makes the files of a job in the background, after those of the jobs before it. A picture that cannot become a model
 * fails the job, as it would at the service.
 */
export function startWork(state: EmulatorState, job: StoredJob): void {
    state.work = state.work.then(async () => {
        // The answer to the submit goes out first: making the model may keep this thread busy.
        await new Promise((resolve) => setImmediate(resolve));
        if (state.closing.signal.aborted) {
            return;
        }
        try {
            job.result = await makeResult(state, job);
        } catch (error) {
            const hint = error instanceof Error ? error.message : String(error);
            job.failure = { error: "The provider could not build a model from this image", hint };
        }
    });
}

async function makeResult(state: EmulatorState, job: StoredJob): Promise<JobResult> {
    const picture = state.assets.get(job.options.image);
    if (!picture) {
        throw new Error("The picture was deleted");
    }
    const first = await state.makeModel(picture.bytes, modelOptions(job, 0), state.closing.signal);
    const models = [first];
    while (models.length < job.outputs.filter((output) => output === "model").length) {
        models.push(await state.makeModel(picture.bytes, modelOptions(job, models.length), state.closing.signal));
    }
    return {
        models,
        thumbnail: await sharp(first.thumbnail).jpeg().toBuffer(),
        picture: job.outputs.includes("picture") ? await sharp(first.thumbnail).webp().toBuffer() : undefined,
    };
}

/** Variants of one picture differ by their seed. */
function modelOptions(job: StoredJob, variant: number): ModelOptions {
    const { image: _, ...options } = job.options;
    const usualLimit = options.quad && options.smartLowPoly ? 10_000 : undefined;
    const seed = variant === 0 ? options.seed : (options.seed ?? 0) + variant;
    return { ...options, seed, faceLimit: options.faceLimit ?? usualLimit };
}

/** Makes assets of the files and gives their ids in the order in which the job lists them. */
export function publishResult(state: EmulatorState, job: StoredJob, result: JobResult): readonly string[] {
    const { options, modelId, outputs } = job;
    const metadata = { ...options, type: "img23d", modelId, parentId: options.image, jobId: job.id };
    const thumbnailId = addImage(state, "thumbnail.jpg", result.thumbnail, { type: "thumbnail" });
    const models = [...result.models];
    const publish: Record<JobOutput, () => string | undefined> = {
        thumbnail: () => thumbnailId,
        picture: () => result.picture && addImage(state, "render.webp", result.picture, metadata),
        model: () => {
            const model = models.shift();
            return model && addModel(state, model, metadata, thumbnailId);
        },
    };
    return outputs.map((output) => publish[output]()).filter((id) => id !== undefined);
}

type Metadata = Readonly<Record<string, unknown>>;

function addImage(state: EmulatorState, name: string, bytes: Uint8Array, metadata: Metadata): string {
    const mimeType = name.endsWith("webp") ? "image/webp" : "image/jpeg";
    return addAsset(state, { kind: "image", mimeType, name, bytes, source: "img23d", metadata, properties: {} }).id;
}

function addModel(state: EmulatorState, model: CreatedModelFile, metadata: Metadata, thumbnailId: string): string {
    const { format, faceCount, vertexCount, dimensions, hasUvs: hasUVs, hasNormals } = model;
    const counts = { format, faceCount, vertexCount, dimensions, hasUVs, hasNormals };
    return addAsset(state, {
        kind: "3d",
        mimeType: model.mediaType,
        name: `model.${format}`,
        bytes: model.bytes,
        source: "img23d",
        metadata,
        properties: { ...counts, hasSkeleton: false, hasAnimations: false },
        thumbnailId,
        toGlb: () => model.toGlb(),
    }).id;
}
