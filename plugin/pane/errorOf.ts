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
