import type { GenerationError } from "../errors";
import type { GenerationRecord } from "./generationRecord";
import { toRecordError } from "./recordError";
import type { RecordEvent } from "./recordEvent";
import { attemptsOf } from "./reduceRecord";

/** ms. No wait for the next try is longer. */
export const longestWait = 900_000;

// ms before the next try by itself, by how many there were in a row.
const waits = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, longestWait, longestWait];

/** What stands in the way of a paid result for now. @throws what storage threw: that is no matter of the service */
export function interruption(record: GenerationRecord, error: GenerationError, now: number): RecordEvent {
    if (error.kind === "storage") {
        throw error;
    }
    const wait = waitFor(error, attemptsOf(record));
    return {
        type: "interrupted",
        error: toRecordError(error.withDetails({ jobId: record.jobId, spending: "spent" })),
        retryAt: wait === undefined ? undefined : now + wait,
    };
}

/**
 * A result that was deleted does not come back by waiting, and a file that is wrong again and again is not fetched for
 * ever: then the user decides, or the next opening. Everything else ends some day, such as a night without a network.
 */
function waitFor({ kind, status }: GenerationError, attempts: number): number | undefined {
    if (kind === "file") {
        return status === 404 ? undefined : waits[attempts];
    }
    return waits[attempts] ?? longestWait;
}
