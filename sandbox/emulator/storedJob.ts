import type { TripoOptions } from "./generateInputs";
import type { JobFailure, JobOutput, JobScript } from "./jobScript";
import type { CreatedModelFile } from "./model/createModelFile";

/** The files a finished job publishes. */
export interface JobResult {
    /** One for each model among the outputs. */
    models: readonly CreatedModelFile[];
    thumbnail: Uint8Array;
    /** The picture some models return beside the GLB. */
    picture: Uint8Array | undefined;
}

export interface StoredJob {
    id: string;
    modelId: string;
    /** The request body as it came. */
    body: Readonly<Record<string, unknown>>;
    options: TripoOptions;
    /** CU charged at submit. */
    cost: number;
    createdAt: number;
    failure: JobFailure | undefined;
    outputs: readonly JobOutput[];
    script: JobScript;
    /** How often it was read by its id, and how often of these it was over. */
    reads: number;
    finalReads: number;
    result: JobResult | undefined;
    assetIds: readonly string[];
    /** Set once, when the job became final. */
    finishedAt: number | undefined;
}

export function isRunning(job: StoredJob): boolean {
    return job.finishedAt === undefined;
}
