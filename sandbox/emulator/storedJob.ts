import type { TripoOptions } from "./generateInputs";
import type { CreatedModelFile } from "./model/createModelFile";

export type JobStatus =
    | "pending"
    | "queued"
    | "warming-up"
    | "in-progress"
    | "finalizing"
    | "success"
    | "failure"
    | "canceled";

/** A job that ends without a model. */
export interface JobFailure {
    error: string;
    hint?: string | undefined;
    /** Default `failure`. */
    status?: "failure" | "canceled" | undefined;
    /** Default true: the service gives the money back. */
    refund?: boolean | undefined;
}

/** Changes how a job is told, not what it does. Each reading of the job takes the next of `reads`. */
export interface JobScript {
    reads?: readonly { status?: string; progress?: number }[];
    /** Other words for statuses, e.g. `{ success: "succeeded" }`. */
    words?: Partial<Record<JobStatus, string>>;
    /** Another scale for the progress, e.g. `(p) => p * 100`. */
    progress?: (progress: number) => number;
}

/** The files a finished job publishes. */
export interface JobResult {
    model: CreatedModelFile;
    thumbnail: Uint8Array;
    /** The picture some models return beside the GLB, and where it stands. */
    extra: { bytes: Uint8Array; places: readonly ("before" | "after")[] } | undefined;
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
    script: JobScript | undefined;
    /** How often it was read, for the script. */
    reads: number;
    result: JobResult | undefined;
    assetIds: readonly string[];
    /** Set once, when the job became final. */
    finishedAt: number | undefined;
}
