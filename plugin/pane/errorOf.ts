import type { GenerationError } from "../errors";
import type { GenerationRecord } from "../generation/generationRecord";
import type { LiveProgress } from "../generation/liveProgress";
import { fromRecordError } from "../state/generationPhase";

/** What is wrong with a generation, for good or for the moment. */
export function errorOf({ error }: GenerationRecord, live?: LiveProgress): GenerationError | undefined {
    const trouble = live?.stage === "job" ? live.trouble : undefined;
    const found = error ?? trouble;
    return found && fromRecordError(found);
}

/** True when what is wrong is tried again without anybody's help: the record does not call it an end. */
export function isPassing({ error, state }: GenerationRecord): boolean {
    return error === undefined || (state.name === "interrupted" && state.retryAt !== undefined);
}
