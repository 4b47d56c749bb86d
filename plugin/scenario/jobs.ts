import type { GenerationError } from "../errors";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { type Job, jobAnswerSchema, jobListSchema } from "./job";
import { jsonRequest, readJson } from "./jsonRequest";
import type { Outcome } from "./outcome";
import { plainText } from "./plainText";
import { retryRead } from "./retryRead";

export interface JobQuery extends CallOptions {
    /** 1 to 200; the service's own default is 10. */
    pageSize?: number | undefined;
    /** From the page before. */
    paginationToken?: string | undefined;
    /** One of the service's status words. */
    status?: string | undefined;
    /** A kind of job, or several with commas between; those of this package are `custom` (reference 4.1, 4.3). */
    type?: string | undefined;
}

export interface JobPage {
    jobs: readonly Job[];
    /** Undefined on the last page. */
    nextPaginationToken?: string | undefined;
}

export function retrieveJob(context: ClientContext, jobId: string, { signal }: CallOptions = {}): Promise<Job> {
    return retryRead(context, signal, () => readJob(context, jobId, signal));
}

/** One try. */
export async function readJob(
    context: ClientContext,
    jobId: string,
    signal: AbortSignal | undefined,
): Promise<Outcome<Job>> {
    const outcome = await readJson(context, jobAnswerSchema, {
        failure: `Job ${jobId} could not be read`,
        path: ["jobs", jobId],
        signal,
    });
    return outcome.ok
        ? { ok: true, value: redactJob(context, outcome.value.job) }
        : { ...outcome, error: aboutJob(outcome.error, jobId) };
}

export async function listJobs(context: ClientContext, query: JobQuery = {}): Promise<JobPage> {
    const { signal, pageSize, paginationToken, status, type } = query;
    const page = await retryRead(context, signal, () =>
        readJson(context, jobListSchema, {
            failure: "The job list could not be read",
            path: ["jobs"],
            query: { pageSize: pageSize?.toString(), paginationToken, status, types: type },
            signal,
        }),
    );
    return { ...page, jobs: page.jobs.map((job) => redactJob(context, job)) };
}

export async function cancelJob(context: ClientContext, jobId: string, { signal }: CallOptions = {}): Promise<void> {
    const outcome = await jsonRequest(context, {
        failure: `Job ${jobId} could not be canceled`,
        method: "POST",
        path: ["jobs", jobId, "action"],
        json: { action: "cancel" },
        signal,
    });
    if (outcome.ok) {
        return;
    }
    throw outcome.status === 400 ? notCancelable(outcome.error, jobId) : aboutJob(outcome.error, jobId);
}

/** The same job with safe words: they get shown and stored, and the service may quote links in them. */
export function redactJob(context: ClientContext, job: Job): Job {
    const safe = (words: string | undefined) => words && plainText(context.redact(words));
    return { ...job, error: safe(job.error), hint: safe(job.hint) };
}

/** The same error for a call about a job that exists: it was accepted, so it was charged. */
function aboutJob(error: GenerationError, jobId: string): GenerationError {
    // A job that "does not exist" for this key is a matter of the project; nothing here is about the picture any more.
    const kind = error.status === 404 ? "access" : error.kind === "input" ? "network" : error.kind;
    return error.withDetails({ kind, jobId, spending: "spent" });
}

function notCancelable(error: GenerationError, jobId: string): GenerationError {
    return error.withDetails({
        message: "Scenario does not cancel a job of this kind: it goes on and stays paid.",
        kind: "job",
        spending: "spent",
        advice: "Stop watching it if you like. The result stays available in the list of generations.",
        jobId,
    });
}
