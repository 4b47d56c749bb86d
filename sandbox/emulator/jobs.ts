import { z } from "zod";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState, PaidCall } from "./emulatorState";
import { answerJson, parseOrRefuse, refuse } from "./errorAnswer";
import { authorId } from "./identity";
import { pageOf, readPageQuery } from "./paging";
import { publishResult } from "./publishResult";
import { isRunning, type StoredJob } from "./storedJob";
import { momentOf, tellJob } from "./tellJob";

/** Ends every job whose time has come and publishes its files. Called before anything is answered. */
export function settleJobs(state: EmulatorState): void {
    for (const job of state.jobs.values()) {
        const due = state.now() - job.createdAt >= state.settings.jobDuration;
        if (job.finishedAt === undefined && due && (job.failure || job.result)) {
            job.finishedAt = state.now();
            if (job.result && !job.failure) {
                job.assetIds = publishResult(state, job, job.result);
            }
            job.result = undefined;
        }
    }
}

/** Every charge so far, oldest first, whatever the API tells or hides of it. */
export function paidCalls(state: EmulatorState): readonly PaidCall[] {
    settleJobs(state);
    return [...state.jobs.values()].map((job) => ({
        jobId: job.id,
        modelId: job.modelId,
        body: job.body,
        cost: job.cost,
        refunded: !isRunning(job) && job.failure !== undefined && job.failure.refund !== false,
        status: momentOf(state, job).status,
        assetIds: job.assetIds,
        createdAt: job.createdAt,
        finishedAt: job.finishedAt,
    }));
}

export async function retrieveJob(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const job = findJob(state, context);
    const isHidden = isGone(job);
    const told = tellJob(state, job, job.script.reads?.[job.reads]);
    job.reads += 1;
    job.finalReads += isRunning(job) ? 0 : 1;
    return isHidden ? refuseJob(job.id) : answerJson(200, { job: told });
}

const jobsQuery = z.object({
    status: z
        .enum(["pending", "queued", "warming-up", "in-progress", "finalizing", "success", "failure", "canceled"])
        .optional(),
    type: z.string().optional(),
    types: z.string().optional(),
    authorId: z.string().optional(),
    workflowId: z.string().optional(),
});

/** `GET /jobs`, newest first (reference 4.3). Every job here is a `custom` one and part of no workflow. */
export async function listJobs(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const wanted = parseOrRefuse(jobsQuery, context.req.query());
    const types = wanted.types?.split(",") ?? (wanted.type ? [wanted.type] : ["custom"]);
    const visible =
        types.includes("custom") && wanted.workflowId === undefined && (wanted.authorId ?? authorId) === authorId;
    const rows = [...state.jobs.values()]
        .filter((job) => visible && !isLost(job) && [undefined, momentOf(state, job).status].includes(wanted.status))
        .reverse();
    const page = pageOf(rows, readPageQuery(context, { most: 200, usual: 10 }));
    return answerJson(200, {
        jobs: page.rows.map((job) => tellJob(state, job)),
        ...(page.next ? { nextPaginationToken: page.next } : {}),
    });
}

const jobActionBody = z.object({ action: z.literal("cancel") });

/** Cancel exists, but not for jobs of this kind (reference 4.2). */
export async function actOnJob(state: EmulatorState, context: EmulatorContext, body: unknown): Promise<Response> {
    const job = findJob(state, context);
    parseOrRefuse(jobActionBody, body);
    refuse(400, "Cannot cancel this type of job. Action not permitted.", { details: { jobId: job.id } });
}

function findJob(state: EmulatorState, context: EmulatorContext): StoredJob {
    const id = context.req.param("jobId") ?? "";
    const job = state.jobs.get(id);
    return job && !isLost(job) ? job : refuseJob(id);
}

/** The next reading by id is a 404. */
function isGone({ script: { gone }, reads }: StoredJob): boolean {
    return gone !== undefined && reads >= gone.after && reads < gone.after + (gone.reads ?? Number.POSITIVE_INFINITY);
}

function isLost(job: StoredJob): boolean {
    return isGone(job) && job.script.gone?.reads === undefined;
}

function refuseJob(id: string): never {
    refuse(404, `Job ${id} not found`);
}
