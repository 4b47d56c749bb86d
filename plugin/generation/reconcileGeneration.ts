import type { Job } from "../scenario/job";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { GenerationRecord } from "./generationRecord";
import type { Ledger } from "./ledger";
import { isWorthReading, matchJobs } from "./matchJobs";

// 200 is the most the service gives at once (reference 4.3); so many pages reach back over 2,000 jobs.
const pageSize = 200;
const mostPages = 10;

/**
 * Looks once in the service's own job list for the job of a generation whose paid call got no answer, and gives it to
 * the record. Free. @returns true when it was found
 */
export async function reconcileGeneration(
    ledger: Ledger,
    client: Pick<ScenarioClient, "listJobs">,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<boolean> {
    const unknowns = (await ledger.open()).filter(({ state }) => state.name === "unknown" || state.name === "intent");
    const jobs = await readRecentJobs(client, [record, ...unknowns], signal);
    const known = await ledger.knownJobs(jobs.map(({ jobId }) => jobId));
    const candidates = jobs.filter(({ jobId }) => !known.has(jobId));
    const others = unknowns.filter(({ id }) => id !== record.id);
    const job = matchJobs([record, ...others], candidates).get(record.id);
    return job !== undefined && (await ledger.match(record.id, job));
}

async function readRecentJobs(
    client: Pick<ScenarioClient, "listJobs">,
    unknowns: readonly GenerationRecord[],
    signal: AbortSignal,
): Promise<Job[]> {
    const jobs: Job[] = [];
    let paginationToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
        const read = await client.listJobs({ pageSize, paginationToken, signal });
        jobs.push(...read.jobs);
        paginationToken = read.nextPaginationToken;
        const last = read.jobs.at(-1);
        if (paginationToken === undefined || (last !== undefined && !isWorthReading(unknowns, last))) {
            break;
        }
    }
    return jobs;
}
