import sharp from "sharp";
import type { EmulatorState } from "./emulatorState";
import type { ModelOptions } from "./model/createModelFile";
import { addAsset } from "./storedAsset";
import type { JobResult, StoredJob } from "./storedJob";

/**
 * Makes the files of a job in the background, after those of the jobs before it. A picture that cannot become a model
 * fails the job, as it would at the service.
 */
export function startWork(state: EmulatorState, job: StoredJob): void {
    const places = state.settings.extraAssets;
    state.work = state.work.then(async () => {
        // The answer to the submit goes out first: making the model may keep this thread busy.
        await new Promise((resolve) => setImmediate(resolve));
        if (state.closing.signal.aborted) {
            return;
        }
        try {
            job.result = await makeResult(state, job, places);
        } catch (error) {
            const hint = error instanceof Error ? error.message : String(error);
            job.failure = { error: "The provider could not build a model from this image", hint };
        }
    });
}

async function makeResult(
    state: EmulatorState,
    job: StoredJob,
    places: readonly ("before" | "after")[],
): Promise<JobResult> {
    const picture = state.assets.get(job.options.image);
    if (!picture) {
        throw new Error("The picture was deleted");
    }
    const model = await state.makeModel(picture.bytes, modelOptions(job), state.closing.signal);
    const thumbnail = await sharp(model.thumbnail).jpeg().toBuffer();
    const extra = places.length > 0 ? { bytes: await sharp(model.thumbnail).webp().toBuffer(), places } : undefined;
    return { model, thumbnail, extra };
}

function modelOptions(job: StoredJob): ModelOptions {
    const { image: _, ...options } = job.options;
    const usualLimit = options.quad && options.smartLowPoly ? 10_000 : undefined;
    return { ...options, faceLimit: options.faceLimit ?? usualLimit };
}

/** Makes assets of the files and gives their ids in the order in which the job lists them. */
export function publishResult(state: EmulatorState, job: StoredJob, { model, thumbnail, extra }: JobResult): string[] {
    const metadata = {
        ...job.options,
        type: "img23d",
        modelId: job.modelId,
        parentId: job.options.image,
        jobId: job.id,
    };
    const picture = addAsset(state, {
        kind: "image",
        mimeType: "image/jpeg",
        name: "thumbnail.jpg",
        bytes: thumbnail,
        source: "img23d",
        metadata: { type: "thumbnail" },
        properties: {},
    });
    const addExtra = () =>
        extra &&
        addAsset(state, {
            kind: "image",
            mimeType: "image/webp",
            name: "render.webp",
            bytes: extra.bytes,
            source: "img23d",
            metadata,
            properties: {},
        }).id;
    const modelAsset = addAsset(state, {
        kind: "3d",
        mimeType: model.mediaType,
        name: `model.${model.format}`,
        bytes: model.bytes,
        source: "img23d",
        metadata,
        properties: {
            format: model.format,
            faceCount: model.faceCount,
            vertexCount: model.vertexCount,
            dimensions: model.dimensions,
            hasUVs: model.hasUvs,
            hasNormals: model.hasNormals,
            hasSkeleton: false,
            hasAnimations: false,
        },
        thumbnailId: picture.id,
        toGlb: () => model.toGlb(),
    });
    const ids = [
        extra?.places.includes("before") ? addExtra() : undefined,
        modelAsset.id,
        extra?.places.includes("after") ? addExtra() : undefined,
    ];
    return ids.filter((id) => id !== undefined);
}
