import type { Job } from "../scenario/job";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { GenerationRecord } from "./generationRecord";
import type { Ledger } from "./ledger";
import { fitsJob, isWorthReading, matchJobs } from "./matchJobs";

// 200 is the most the service gives at once (reference 4.3); so many pages reach back over 2,000 jobs.
const pageSize = 200;
const mostPages = 10;

/**
 * Looks once in the service's own job list for the job of a generation whose paid call got no answer, and gives it to
 * the record. Free. A job that may be the answer another call still waits for is left to that one.
 * @returns true when it was found
 */
export async function reconcileGeneration(
    ledger: Ledger,
    client: Pick<ScenarioClient, "listJobs">,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<boolean> {
    const jobs = await readRecentJobs(client, record, signal);
    // Not before the list: every job in it that was paid for here has its record by now.
    const others = (await ledger.open()).filter(({ id }) => id !== record.id);
    const intents = others.filter(({ state }) => state.name === "intent");
    const unknowns = others.filter(({ state }) => state.name === "unknown");
    const known = await ledger.knownJobs(jobs.map(({ jobId }) => jobId));
    const isFree = (job: Job) => !known.has(job.jobId) && !intents.some((intent) => fitsJob(intent, job));
    const job = matchJobs([record, ...unknowns], jobs.filter(isFree)).get(record.id);
    return job !== undefined && (await ledger.match(record.id, job));
}

async function readRecentJobs(
    client: Pick<ScenarioClient, "listJobs">,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<Job[]> {
    const jobs: Job[] = [];
    let paginationToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
        const read = await client.listJobs({ pageSize, paginationToken, signal });
        jobs.push(...read.jobs.filter((job) => isWorthReading(record, job)));
        paginationToken = read.nextPaginationToken;
        const last = read.jobs.at(-1);
        if (paginationToken === undefined || (last !== undefined && !isWorthReading(record, last))) {
            break;
        }
    }
    return jobs;
}
