import { createFaults, type Faults } from "./faults";
import type { createModelFile } from "./model/createModelFile";
import { createSignedLinks, type SignedLinks } from "./signedLinks";
import type { StoredAsset } from "./storedAsset";
import type { JobFailure, JobScript, StoredJob } from "./storedJob";
import type { StoredUpload } from "./storedUpload";

/** The function that turns a picture into a model file. */
export type ModelMaker = typeof createModelFile;

/** How the service looks to one team: what tests and the sandbox may change while it runs. */
export interface EmulatorSettings {
    /** Milliseconds from submit to success on the emulator's clock. */
    jobDuration: number;
    /** Milliseconds a signed link works. */
    linkLifetime: number;
    /** The HTTP answer of a dry run: three are documented (reference 3.1). */
    dryRunStatus: 269 | 200 | 402;
    /** Set: the team's plan does not allow the model. */
    plan: { currentPlan: string; requiredPlan: string } | undefined;
    concurrency: ConcurrencyLimit | undefined;
    /** Where a WEBP picture stands among the results of the next jobs. */
    extraAssets: readonly ("before" | "after")[];
}

export interface ConcurrencyLimit {
    /** So many jobs may run at once. */
    limit: number;
    /** Sent as `Retry-After`, in seconds. */
    retryAfter?: number | undefined;
    /** Sent in the body as `remainingSeconds`. */
    remainingSeconds?: number | undefined;
}

/** One charge. */
export interface PaidCall {
    jobId: string;
    modelId: string;
    /** The request body exactly as it came. */
    body: Readonly<Record<string, unknown>>;
    /** CU charged. */
    cost: number;
    /** Given back after a failure. */
    refunded: boolean;
}

/** One request as it arrived, without its secret. */
export interface ReceivedRequest {
    method: string;
    path: string;
    /** The query with its question mark, or an empty string. */
    query: string;
    /** All headers except Authorization. */
    headers: Readonly<Record<string, string>>;
    hasAuthorization: boolean;
    origin: "api" | "files";
}

/** Everything the emulator knows. Nothing outlives the process. */
export interface EmulatorState {
    readonly now: () => number;
    readonly settings: EmulatorSettings;
    readonly credentials: { readonly key: string; readonly secret: string };
    readonly makeModel: ModelMaker;
    readonly assets: Map<string, StoredAsset>;
    readonly uploads: Map<string, StoredUpload>;
    readonly jobs: Map<string, StoredJob>;
    readonly links: SignedLinks;
    readonly faults: Faults;
    readonly requests: ReceivedRequest[];
    /** Planned for the next jobs, first in first out. */
    readonly failures: JobFailure[];
    readonly scripts: JobScript[];
    /** Converted files by path on the files origin. */
    readonly conversions: Map<string, { bytes: Uint8Array; mimeType: string }>;
    /** Ends background work when the emulator closes. */
    readonly closing: AbortController;
    /** The chain of model files being made, one at a time. */
    work: Promise<void>;
    filesOrigin: string;
}

export function createEmulatorState(
    given: Pick<EmulatorState, "now" | "credentials" | "makeModel"> & { settings: EmulatorSettings },
): EmulatorState {
    return {
        ...given,
        assets: new Map(),
        uploads: new Map(),
        jobs: new Map(),
        links: createSignedLinks(given.now),
        faults: createFaults(),
        requests: [],
        failures: [],
        scripts: [],
        conversions: new Map(),
        closing: new AbortController(),
        work: Promise.resolve(),
        filesOrigin: "",
    };
}
