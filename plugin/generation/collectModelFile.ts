import { isAbort, isGenerationError } from "../errors";
import type { ModelFile } from "../scenario/downloadModel";
import type { Job } from "../scenario/job";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { GenerationProgress } from "./generationProgress";
import { toGenerationError } from "./toGenerationError";

export interface CollectOptions {
    signal?: AbortSignal | undefined;
    onProgress?: ((progress: GenerationProgress) => void) | undefined;
}

export interface CollectedModelFile {
    job: Job;
    file: ModelFile;
}

/**
 * Waits for a submitted job and downloads its model file. Costs nothing, so it can be repeated after any failure.
 *
 * @throws GenerationError that says what became of the money.
 */
export async function collectModelFile(
    client: Pick<ScenarioClient, "waitForJob" | "downloadModel">,
    jobId: string,
    { signal, onProgress }: CollectOptions = {},
): Promise<CollectedModelFile> {
    return afterPayment(jobId, signal, async () => {
        const job = await client.waitForJob(jobId, { signal, onJob: (job) => onProgress?.({ stage: "job", job }) });
        const file = await client.downloadModel(job.assetIds, {
            signal,
            onProgress: ({ loaded, total }) => onProgress?.({ stage: "download", loaded, total }),
        });
        return { job, file };
    });
}

/**
 * Runs a step that follows the paid call: its failures say that the generation was charged, and name the job. Only when
 * the service itself ended the job does it know better what became of the money.
 */
export async function afterPayment<Value>(
    jobId: string,
    signal: AbortSignal | undefined,
    step: () => Promise<Value>,
): Promise<Value> {
    try {
        return await step();
    } catch (error) {
        if (isAbort(error, signal) && !isGenerationError(error)) {
            throw error;
        }
        const failure = toGenerationError(error, "spent");
        throw failure.withDetails({ spending: failure.kind === "job" ? failure.spending : "spent", jobId });
    }
}
