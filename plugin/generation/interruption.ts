import type { GenerationError } from "../errors";
import type { GenerationRecord } from "./generationRecord";
import { toRecordError } from "./recordError";
import type { RecordEvent } from "./recordEvent";
import { attemptsOf } from "./reduceRecord";

const firstWait = 15_000;
// ms before the next try by itself, by how many there were in a row.
const waits = [firstWait, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 900_000];
// ms before all further ones. A file that is missing or wrong may be large, and hardly gets better.
const [furtherWait, furtherFileWait] = [900_000, 6 * 3_600_000];

/** What stands in the way of a paid result for now. @throws what storage threw: that is no matter of the service */
export function interruption(record: GenerationRecord, error: GenerationError, now: number): RecordEvent {
    if (error.kind === "storage") {
        throw error;
    }
    // There is always a next one: whatever stands in the way may end some day, such as a night without a network.
    const wait = waits[attemptsOf(record)] ?? (error.kind === "file" ? furtherFileWait : furtherWait);
    return {
        type: "interrupted",
        error: toRecordError(error.withDetails({ jobId: record.jobId, spending: "spent" })),
        retryAt: now + wait,
    };
}

/** A file that came and is no usable model. It may have been damaged on its way, so it is fetched again: soon, then rarely. */
export function refusal(
    { history }: GenerationRecord,
    error: GenerationError,
    now: number,
): Extract<RecordEvent, { type: "fileRefused" }> {
    const wasRefused = history.some(
        ({ state }, at) => state === "interrupted" && history[at - 1]?.state === "available",
    );
    return {
        type: "fileRefused",
        error: toRecordError(error),
        retryAt: now + (wasRefused ? furtherFileWait : firstWait),
    };
}
