import type { Job } from "../scenario/job";
import type { DriveContext } from "./driveContext";
import type { GenerationRecord } from "./generationRecord";
import { interruption } from "./interruption";
import { learnDuration } from "./learnDuration";
import { toRecordError } from "./recordError";
import { toGenerationError } from "./toGenerationError";

/** Follows a job to the service's own final word. Nothing else ends it: a failed reading interrupts, and is tried again. */
export async function followJob(
    { ledger, client, showLive, now }: DriveContext,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<void> {
    const { id, jobId = "" } = record;
    let last: Job | undefined;
    let word = record.state.name === "running" ? record.state.statusWord : "";
    let progress = 0;
    const onJob = (job: Job) => {
        last = job;
        progress = job.progress;
        showLive(id, { stage: "job", progress });
        if (job.statusWord !== word) {
            word = job.statusWord;
            // What storage does not take now is written with the next step.
            ledger.apply(id, { type: "jobRead", job }).catch(() => undefined);
        }
    };
    const onTrouble = (error: unknown) => {
        const trouble = toRecordError(toGenerationError(error, "spent"));
        showLive(id, { stage: "job", progress, trouble });
    };
    try {
        const expectedDuration = await learnDuration(ledger, record.request.modelId);
        const job = await client.waitForJob(jobId, { signal, onJob, onTrouble, expectedDuration });
        await ledger.apply(id, { type: "jobSucceeded", job });
    } catch (error) {
        signal.throwIfAborted();
        const failure = toGenerationError(error, "spent");
        const event =
            failure.kind === "job"
                ? ({ type: "jobEnded", job: last, error: toRecordError(failure) } as const)
                : interruption(record, failure, now());
        await ledger.apply(id, event);
    }
}
