import { accountId } from "../accountId";
import type { Asset } from "./asset";
import type { CallOptions, ProgressOptions } from "./callOptions";
import { createContext } from "./clientContext";
import { type DownloadOptions, downloadModel, type ModelFile } from "./downloadModel";
import type { GenerationRequest } from "./generationRequest";
import type { Job } from "./job";
import { cancelJob, type JobPage, type JobQuery, listJobs, retrieveJob } from "./jobs";
import type { Model } from "./model";
import { type Quote, quote } from "./quote";
import { retrieveAsset } from "./retrieveAsset";
import { retrieveModel } from "./retrieveModel";
import type { ScenarioClientOptions } from "./scenarioClientOptions";
import { submit } from "./submit";
import type { UploadableImage } from "./uploadableImage";
import { uploadImage } from "./uploadImage";
import { type WaitForJobOptions, waitForJob } from "./waitForJob";

/**
 * Scenario's REST API as far as one picture needs it. Every failure is a `GenerationError`; an aborted call throws its
 * signal's reason. All calls but `submit` are free and retry by themselves.
 */
export interface ScenarioClient {
    /** Absolute address of the API or of the relay in front of it. */
    readonly baseUrl: string;
    /**
     * An opaque id of service, key and project: records of one account are none of another's business. Undefined
     * without a key, behind a relay; there the relay tells.
     */
    readonly account: string | undefined;
    /**
     * Milliseconds since 1970 by the service's clock, to about a second. Our own clock until the first answer, and where
     * a page may not read the `Date` of answers (another origin).
     */
    serviceNow(): number;
    /** Stores a picture on the service, free of charge, and gives its asset id. */
    uploadImage(image: UploadableImage, options?: ProgressOptions): Promise<string>;
    retrieveModel(modelId: string, options?: CallOptions): Promise<Model>;
    /** The price of exactly this request, from a dry run. Nothing is generated. */
    quote(request: GenerationRequest, options?: CallOptions): Promise<Quote>;
    /**
     * **Costs money.** Sent once and never again, whatever happens. Kind `unknown` means that no clear answer came: the
     * job may exist, so look for it with `listJobs` before submitting again. An abort after the request has left does
     * not take it back either: treat an aborted submit as unknown.
     */
    submit(request: GenerationRequest, options?: CallOptions): Promise<Job>;
    retrieveJob(jobId: string, options?: CallOptions): Promise<Job>;
    /** The newest jobs first, as the service gives them. */
    listJobs(options?: JobQuery): Promise<JobPage>;
    /**
     * Asks the service to stop a job. Scenario does not do this for custom 3D jobs: then it throws kind `job` and the
     * job goes on, and stays paid.
     */
    cancelJob(jobId: string, options?: CallOptions): Promise<void>;
    /**
     * Follows a job until it has succeeded. Throws kind `job` when the service itself says that it failed or was
     * canceled. Every other error leaves the job running: call again with the same id to go on.
     */
    waitForJob(jobId: string, options?: WaitForJobOptions): Promise<Job>;
    retrieveAsset(assetId: string, options?: CallOptions): Promise<Asset>;
    /**
     * Finds the model among a job's assets and loads it as GLB. Free, and may be repeated at any time. Throws kind `file`
     * with status 404 when the service does not have it any more.
     */
    downloadModel(assetIds: readonly string[], options?: DownloadOptions): Promise<ModelFile>;
}

/** @throws GenerationError of kind `input` when the base URL cannot be used */
export function createScenarioClient(options: ScenarioClientOptions = {}): ScenarioClient {
    const context = createContext(options);
    const baseUrl = context.baseUrl.href;
    const { credentials, projectId } = options;
    return {
        baseUrl,
        account: credentials && accountId({ serviceUrl: baseUrl, key: credentials.key, projectId }),
        serviceNow: context.serviceClock.now,
        uploadImage: (image, callOptions) => uploadImage(context, image, callOptions),
        retrieveModel: (modelId, callOptions) => retrieveModel(context, modelId, callOptions),
        quote: (request, callOptions) => quote(context, request, callOptions),
        submit: (request, callOptions) => submit(context, request, callOptions),
        retrieveJob: (jobId, callOptions) => retrieveJob(context, jobId, callOptions),
        listJobs: (query) => listJobs(context, query),
        cancelJob: (jobId, callOptions) => cancelJob(context, jobId, callOptions),
        waitForJob: (jobId, callOptions) => waitForJob(context, jobId, callOptions),
        retrieveAsset: (assetId, callOptions) => retrieveAsset(context, assetId, callOptions),
        downloadModel: (assetIds, callOptions) => downloadModel(context, assetIds, callOptions),
    };
}

export type { Asset } from "./asset";
export type { ByteProgress, CallOptions, ProgressOptions } from "./callOptions";
export type { DownloadOptions, ModelFile } from "./downloadModel";
export type { GenerationRequest, ModelInputValue } from "./generationRequest";
export type { Job, JobStatus } from "./job";
export type { JobPage, JobQuery } from "./jobs";
export type { AllowedValue, Model, ModelInput } from "./model";
export type { PartialFile, PartialFiles } from "./partialFiles";
export type { Quote } from "./quote";
export type { ScenarioClientOptions } from "./scenarioClientOptions";
export type { UploadableImage } from "./uploadableImage";
export type { UploadRequest, UploadTransport } from "./uploadTransport";
export type { WaitForJobOptions } from "./waitForJob";
