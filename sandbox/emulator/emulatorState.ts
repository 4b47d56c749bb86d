import type { TooMany } from "./errorAnswer";
import { createFaults, type Faults } from "./faults";
import type { JobOutput, JobPlan, JobStatus } from "./jobScript";
import type { createModelFile } from "./model/createModelFile";
import { createSignedLinks, type SignedLinks } from "./signedLinks";
import type { StoredAsset } from "./storedAsset";
import type { StoredJob } from "./storedJob";
import type { StoredUpload } from "./storedUpload";
import { createTurns, type Turns } from "./turns";

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
    /** What the next jobs list among their assets, in this order. */
    outputs: readonly JobOutput[];
    /** Milliseconds by which the service's own clock, with which it dates everything, is ahead. */
    clockSkew: number;
    /** False: every file comes whole, whatever range was asked for. */
    ranges: boolean;
    /** What a dry run says to an asset id that the service has never had. */
    dryRunPlaceholder: "priced" | "refused";
}

/** The team's ceiling, and what is said above it. */
export interface ConcurrencyLimit extends TooMany {
    /** So many jobs may run at once. */
    limit: number;
}

/** One charge, as the emulator itself knows it. Times are ms on its clock, without skew. */
export interface PaidCall {
    jobId: string;
    modelId: string;
    /** The request body exactly as it came. */
    body: Readonly<Record<string, unknown>>;
    /** CU charged. */
    cost: number;
    /** Given back after a failure. */
    refunded: boolean;
    status: JobStatus;
    /** Every asset of the job, also those it does not name yet. */
    assetIds: readonly string[];
    createdAt: number;
    /** When the job became final. */
    finishedAt: number | undefined;
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
    /** How planned faults wait. */
    readonly delay: (ms: number, signal: AbortSignal, request: Request) => Promise<void>;
    readonly settings: EmulatorSettings;
    readonly credentials: { readonly key: string; readonly secret: string };
    readonly makeModel: ModelMaker;
    readonly assets: Map<string, StoredAsset>;
    /** Ids of assets that once were. */
    readonly deletedAssets: Set<string>;
    readonly uploads: Map<string, StoredUpload>;
    readonly jobs: Map<string, StoredJob>;
    readonly links: SignedLinks;
    readonly faults: Faults;
    readonly requests: ReceivedRequest[];
    readonly jobPlans: Turns<JobPlan>;
    /** Converted files by path on the files origin. */
    readonly conversions: Map<string, { bytes: Uint8Array; mimeType: string }>;
    /** Ends waiting and background work when the emulator closes or is reset. */
    readonly closing: AbortController;
    /** The chain of model files being made, one at a time. */
    work: Promise<void>;
    readonly filesOrigin: string;
}

/** What an emulator is started with, and what a reset leaves of it. */
export type EmulatorBasis = Pick<
    EmulatorState,
    "now" | "delay" | "settings" | "credentials" | "makeModel" | "filesOrigin"
>;

export function createEmulatorState(basis: EmulatorBasis): EmulatorState {
    return {
        ...basis,
        settings: { ...basis.settings },
        assets: new Map(),
        deletedAssets: new Set(),
        uploads: new Map(),
        jobs: new Map(),
        links: createSignedLinks(basis.now),
        faults: createFaults(),
        requests: [],
        jobPlans: createTurns(),
        conversions: new Map(),
        closing: new AbortController(),
        work: Promise.resolve(),
    };
}
