import { GenerationError, type Spending } from "../errors";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import type { Job } from "./job";
import { readJob } from "./jobs";
import type { Failure } from "./outcome";
import { nextPollState, type PollState, pollInterval } from "./pollInterval";
import { retryWait } from "./retryRead";

// With the waits of retryWait this is a quarter of an hour without a single answer.
const mostFailedReads = 20;
// And this is two minutes: a job that was just submitted may not be known everywhere yet.
const mostMissingReads = 8;
// A job that is said to be done but has no files yet is read a few times more.
const mostEmptyReads = 5;

export interface WaitForJobOptions extends CallOptions {
    /** Called with every reading, also an unchanged one. */
    onJob?: ((job: Job) => void) | undefined;
    /**
     * Called when a read failed and is tried again in `retryIn` milliseconds. The trouble is over with the next `onJob`.
     */
    onTrouble?: ((error: GenerationError, retryIn: number) => void) | undefined;
    /**
     * Milliseconds that jobs like this one took from `createdAt` to their end. Not a limit: it only says when reading
     * often is worth it.
     */
    expectedDuration?: number | undefined;
}

/** The one poll loop. Only the service's own final word ends a job, so a failed read changes nothing but the wait. */
export async function waitForJob(
    context: ClientContext,
    jobId: string,
    { signal, onJob, onTrouble, expectedDuration }: WaitForJobOptions = {},
): Promise<Job> {
    let failedReads = 0;
    let missingReads = 0;
    let emptyReads = 0;
    let poll: PollState | undefined;
    for (;;) {
        const outcome = await readJob(context, jobId, signal);
        if (!outcome.ok) {
            failedReads++;
            missingReads += outcome.status === 404 ? 1 : 0;
            throwWhenHopeless(outcome, { failedReads, missingReads }, jobId);
            const wait = retryWait(outcome, failedReads, context.random());
            onTrouble?.(outcome.error, wait);
            await context.delay(wait, signal);
            continue;
        }
        failedReads = 0;
        missingReads = 0;
        const job = outcome.value;
        onJob?.(job);
        if (job.status === "failure" || job.status === "canceled") {
            throw endedJob(job);
        }
        if (job.status === "success" && (job.assetIds.length > 0 || ++emptyReads >= mostEmptyReads)) {
            return job;
        }
        poll = nextPollState(poll, job, context.now());
        const moment = { expectedDuration, isHidden: context.isHidden(), random: context.random() };
        await context.delay(pollInterval(poll, moment), signal);
    }
}

function throwWhenHopeless(
    failure: Failure,
    { failedReads, missingReads }: { failedReads: number; missingReads: number },
    jobId: string,
): void {
    const isMissing = failure.status === 404 && missingReads < mostMissingReads;
    if (!failure.isTransient && !isMissing) {
        throw failure.error;
    }
    if (failedReads < mostFailedReads) {
        return;
    }
    throw failure.error.withDetails({
        message: `Nothing could be heard about job ${jobId} for a long time. It goes on without us.`,
        kind: "network",
        spending: "spent",
        advice: `Check the connection and resume job ${jobId}. Nothing is paid again.`,
        jobId,
        cause: failure.error,
    });
}

function endedJob(job: Job): GenerationError {
    const reason = [job.error, job.hint].filter((words) => words !== undefined && words !== "").join(" ") || undefined;
    const end = job.status === "canceled" ? "was canceled" : "failed";
    return new GenerationError(`The generation ${end} on the service${reason ? `: ${reason}` : "."}`, {
        kind: "job",
        spending: spendingOf(job),
        advice:
            job.status === "canceled"
                ? "Generate again if you still want the model."
                : "Try again, with another picture or other options.",
        reason,
        jobId: job.jobId,
    });
}

/** Failed jobs are refunded unless billing says otherwise; for canceled ones nothing is documented (reference 3). */
function spendingOf(job: Job): Spending {
    if (job.refundable === false) {
        return "spent";
    }
    return job.status === "failure" && job.refundable === true ? "refunded" : "unknown";
}
