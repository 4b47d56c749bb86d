import { z } from "zod";
import type { EmulatorState, PaidCall } from "./emulatorState";
import { answerJson, parseOrRefuse, refuse } from "./errorAnswer";
import type { EmulatorContext } from "./faults";
import { authorId, dateOf, ownerId } from "./identity";
import { type JobMoment, jobLife } from "./jobLife";
import { pageOf, readPageQuery } from "./paging";
import { publishResult } from "./publishResult";
import type { JobStatus, StoredJob } from "./storedJob";

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

export function isRunning(job: StoredJob): boolean {
    return job.finishedAt === undefined;
}

/** Every charge so far, oldest first. */
export function paidCalls(state: EmulatorState): readonly PaidCall[] {
    settleJobs(state);
    return [...state.jobs.values()].map((job) => ({
        jobId: job.id,
        modelId: job.modelId,
        body: job.body,
        cost: job.cost,
        refunded: !isRunning(job) && job.failure !== undefined && job.failure.refund !== false,
    }));
}

/** The job as the API gives it (reference 4.1), in the words of its script, or once in those of `told`. */
export function describeJob(
    state: EmulatorState,
    job: StoredJob,
    told?: { status?: string; progress?: number },
): Record<string, unknown> {
    const moment = momentOf(state, job);
    const word = (status: JobStatus): string => job.script?.words?.[status] ?? status;
    return {
        jobId: job.id,
        jobType: "custom",
        status: told?.status ?? word(moment.status),
        progress: told?.progress ?? job.script?.progress?.(moment.progress) ?? moment.progress,
        metadata: {
            input: { ...job.body, modelId: job.modelId },
            assetIds: job.assetIds,
            ...(!isRunning(job) && job.failure ? { error: job.failure.error, hint: job.failure.hint } : {}),
        },
        statusHistory: moment.history.map(({ status, after }) => ({
            status: word(status),
            date: dateOf(job.createdAt + after),
        })),
        billing: { cuCost: job.cost, cuDiscount: 0, disableRefund: job.failure?.refund === false },
        authorId,
        ownerId,
        createdAt: dateOf(job.createdAt),
        updatedAt: dateOf(job.finishedAt ?? state.now()),
    };
}

function momentOf(state: EmulatorState, job: StoredJob): JobMoment {
    const elapsed = (job.finishedAt ?? state.now()) - job.createdAt;
    const running = jobLife(elapsed, state.settings.jobDuration);
    if (isRunning(job)) {
        return running;
    }
    const status: JobStatus = job.failure ? (job.failure.status ?? "failure") : "success";
    const ending = { status, after: elapsed };
    const history = [...running.history.filter(({ after }) => after <= elapsed), ending];
    return { status, progress: job.failure ? running.progress : 1, history };
}

export async function retrieveJob(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const job = findJob(state, context);
    const told = job.script?.reads?.[job.reads];
    job.reads += 1;
    return answerJson(200, { job: describeJob(state, job, told) });
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
        .filter((job) => visible && [undefined, momentOf(state, job).status].includes(wanted.status))
        .reverse();
    const page = pageOf(rows, readPageQuery(context, { most: 200, usual: 10 }));
    return answerJson(200, {
        jobs: page.rows.map((job) => describeJob(state, job)),
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
    return state.jobs.get(id) ?? refuse(404, `Job ${id} not found`);
}
