import type { EmulatorState } from "./emulatorState";
import { authorId, ownerId } from "./identity";
import { type JobMoment, jobLife } from "./jobLife";
import type { JobStatus } from "./jobScript";
import { dateOf } from "./serviceDate";
import { isRunning, type StoredJob } from "./storedJob";

/** The job as the API gives it (reference 4.1), in the words of its script, or once in those of `told`. */
export function tellJob(
    state: EmulatorState,
    job: StoredJob,
    told?: { status?: string | undefined; progress?: number | undefined },
): Record<string, unknown> {
    const moment = momentOf(state, job);
    const word = (status: JobStatus): string => job.script.words?.[status] ?? status;
    return {
        jobId: job.id,
        jobType: "custom",
        status: told?.status ?? word(moment.status),
        progress: told?.progress ?? progressOf(job, moment),
        metadata: {
            input: { ...job.body, modelId: job.modelId },
            assetIds: job.finalReads < (job.script.lateAssetIds ?? 0) ? [] : job.assetIds,
            ...(!isRunning(job) && job.failure ? { error: job.failure.error, hint: job.failure.hint } : {}),
        },
        statusHistory: moment.history.map(({ status, after }) => ({
            status: word(status),
            date: dateOf(state, job.createdAt + after),
        })),
        billing: { cuCost: job.cost, cuDiscount: 0, disableRefund: job.failure?.refund === false },
        authorId,
        ownerId,
        createdAt: dateOf(state, job.createdAt),
        updatedAt: dateOf(state, job.finishedAt ?? state.now()),
    };
}

/** Where the job really stands, whatever is told. */
export function momentOf(state: EmulatorState, job: StoredJob): JobMoment {
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

function progressOf({ script: { progress: told } }: StoredJob, { status, progress }: JobMoment): number {
    if (told === undefined) {
        return progress;
    }
    if (typeof told === "function") {
        return told(progress);
    }
    if ("scale" in told) {
        return progress * told.scale;
    }
    if (status === "success") {
        return 1;
    }
    return "stuckAt" in told ? told.stuckAt : Math.min(progress, told.flatFrom);
}
