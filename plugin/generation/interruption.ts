import type { GenerationError } from "../errors";
import type { GenerationRecord } from "./generationRecord";
import { toRecordError } from "./recordError";
import type { RecordEvent } from "./recordEvent";
import { attemptsOf } from "./reduceRecord";

// ms before the next try by itself, by how many there were in a row. Then the user, or the next opening, decides.
const waits = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 900_000];

/** What stands in the way of a paid result for now. @throws what storage threw: that is no matter of the service */
export function interruption(record: GenerationRecord, error: GenerationError, now: number): RecordEvent {
    if (error.kind === "storage") {
        throw error;
    }
    const wait = isFinal(error) ? undefined : waits[attemptsOf(record)];
    return {
        type: "interrupted",
        error: toRecordError(error.withDetails({ jobId: record.jobId, spending: "spent" })),
        retryAt: wait === undefined ? undefined : now + wait,
    };
}

/** A result that was deleted does not come back by waiting. */
function isFinal({ kind, status }: GenerationError): boolean {
    return kind === "file" && status === 404;
}
