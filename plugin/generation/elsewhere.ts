import type { CallOptions } from "../scenario/callOptions";
import type { Job } from "../scenario/job";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { GenerationRecord } from "./generationRecord";
import type { Ledger } from "./ledger";
import { fitsJob } from "./matchJobs";
import { chargeOf } from "./reduceRecord";
import { newId } from "./requestKey";

export interface ElsewherePage {
    /** Newest first, without those that have a record here. */
    jobs: readonly Job[];
    /** For the next page; undefined on the last one. */
    next: string | undefined;
}

const pageSize = 50;

/**
 * A page of the project's generations of 3D models that this browser has no record of. Free. A job that one here may
 * still be waiting for is none of them: it comes by itself, with its price and in the books.
 */
export async function readElsewhere(
    ledger: Ledger,
    client: Pick<ScenarioClient, "listJobs">,
    { token, signal }: CallOptions & { token?: string | undefined },
): Promise<ElsewherePage> {
    const page = await client.listJobs({ pageSize, paginationToken: token, type: "custom", signal });
    const models = page.jobs.filter(({ modelId, status }) => makesModels(modelId) && !isWithoutResult(status));
    const waiting = (await ledger.open()).filter(isWaiting);
    const known = await ledger.knownJobs(models.map(({ jobId }) => jobId));
    const isElsewhere = (job: Job) => !known.has(job.jobId) && !waiting.some((record) => fitsJob(record, job));
    return { jobs: models.filter(isElsewhere), next: page.nextPaginationToken };
}

/** Once it is dismissed, the user may as well take its job from the list. */
function isWaiting({ state }: GenerationRecord): boolean {
    return state.name === "intent" || (state.name === "unknown" && !state.dismissed);
}

/** Model ids of Scenario say what they make, such as `model_tripo-v3-0-image-to-3d` (reference 1.3). */
function makesModels(modelId: string | undefined): boolean {
    return modelId !== undefined && /-to-3d\b|-texturing\b/.test(modelId);
}

function isWithoutResult(status: Job["status"]): boolean {
    return status === "failure" || status === "canceled";
}

/** A record for such a job. It was paid for by whoever made it, so it is in nobody's books here. */
export function elsewhereRecord(
    job: Job,
    { account, session }: Ledger,
    { now, ...rest }: Pick<GenerationRecord, "placement" | "target"> & { now: number },
): GenerationRecord {
    const { jobId, modelId = "", status, statusWord } = job;
    const input = Object.entries(job.input).filter(([name, value]) => name !== "modelId" && isInputValue(value));
    const createdAt = Date.parse(job.createdAt ?? "") || now;
    return {
        ...rest,
        version: 1,
        revision: 0,
        id: newId(),
        account,
        session,
        origin: "elsewhere",
        createdAt,
        updatedAt: now,
        intentAt: createdAt,
        name: jobName(job),
        // Only what was checked just above is left.
        request: { modelId, input: Object.fromEntries(input) as GenerationRecord["request"]["input"] },
        requestKey: `job/${jobId}`,
        jobId,
        assetIds: [],
        history: [{ state: "running", at: now }],
        state: { name: "running", status, statusWord },
        ...chargeOf(job),
    };
}

/** What a job made elsewhere is called: the service keeps no name of its picture in it. */
export function jobName({ modelId = "model", jobId }: Job): string {
    return `${modelId.replace(/^model_/, "")} ${jobId.slice(-6)}`;
}

function isInputValue(value: unknown): boolean {
    return Number.isFinite(value) || typeof value === "string" || typeof value === "boolean";
}
