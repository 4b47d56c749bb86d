import type { Turn } from "./turns";

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

/** What a job lists among its assets: a variant of the model, a WEBP picture of it, or the JPEG thumbnail itself. */
export type JobOutput = "model" | "picture" | "thumbnail";

/** How the progress is told: still from the first reading on, still from some point on, or on another scale. */
export type ToldProgress = { stuckAt: number } | { flatFrom: number } | { scale: number };

/** How one job differs from a usual one. Plain JSON, all of it optional. */
export interface JobStory {
    failure?: JobFailure | undefined;
    /** CU charged, whatever was quoted. */
    cost?: number | undefined;
    /** In this order. Default: one model. */
    outputs?: readonly JobOutput[] | undefined;
    /** What each reading of the job by its id says instead, first to last. */
    reads?: readonly { status?: string | undefined; progress?: number | undefined }[] | undefined;
    /** Other words for statuses, e.g. `{ success: "succeeded" }`. */
    words?: Partial<Record<JobStatus, string>> | undefined;
    progress?: ToldProgress | undefined;
    /** 404 after so many readings by id, for so many readings; without a number for good, in the list as well. */
    gone?: { after: number; reads?: number | undefined } | undefined;
    /** So many readings by id say that the job is over without naming an asset. */
    lateAssetIds?: number | undefined;
}

/** A story as a test writes it by hand. */
export interface JobScript extends Omit<JobStory, "progress"> {
    /** May also be another scale, e.g. `(p) => p * 100`. */
    progress?: ToldProgress | ((progress: number) => number) | undefined;
}

/** The story of a job to come, counted in submits that were accepted. */
export interface JobPlan extends Turn {
    job: JobScript;
}

/** Plans for one job add up as long as they are about different things; the rest waits for later jobs. */
export function goesWith({ job }: JobPlan, taken: readonly JobPlan[]): boolean {
    return !taken.some((other) => Object.keys(other.job).some((key) => key in job));
}
