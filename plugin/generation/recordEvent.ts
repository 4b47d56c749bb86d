import type { Job } from "../scenario/job";
import type { GenerationRecord, RecordReport } from "./generationRecord";
import type { GenerationStateName } from "./generationState";
import type { RecordError } from "./recordError";

/** What can happen to a generation, from the answer to the paid call on. */
export type RecordEvent =
    | { type: "submitted"; job: Job }
    | { type: "refused"; error: RecordError }
    | { type: "answerLost"; error: RecordError }
    | { type: "dismissed" }
    | { type: "jobRead"; job: Job }
    | { type: "jobSucceeded"; job: Job }
    | { type: "jobEnded"; job: Job | undefined; error: RecordError }
    | { type: "interrupted"; error: RecordError; retryAt: number | undefined }
    | { type: "stopped" }
    | { type: "resumed" }
    | { type: "downloaded"; file: NonNullable<GenerationRecord["file"]> }
    /** The bytes are gone: they are fetched anew, for free, to be placed in this scene. */
    | { type: "fileNeeded"; target: string }
    /** The bytes are no usable model; fetched anew they are for the scene they were to go into. */
    | { type: "fileRefused"; error: RecordError; retryAt: number; target?: string }
    | { type: "importFailed"; error: RecordError }
    /** Without a report it was found in its scene: whoever put it there could not say so. */
    | { type: "placed"; report?: RecordReport };

/** In which states an event means something. In any other it is a late one, of work that has ended or began anew. */
export const appliesIn: Readonly<Record<RecordEvent["type"], readonly GenerationStateName[]>> = {
    submitted: ["intent", "unknown"],
    // Where tabs have no common locks, another one may have given up on the answer before it came.
    refused: ["intent", "unknown"],
    answerLost: ["intent"],
    dismissed: ["unknown"],
    jobRead: ["running"],
    jobSucceeded: ["running"],
    jobEnded: ["running"],
    interrupted: ["running", "downloading"],
    stopped: ["running", "downloading", "interrupted"],
    resumed: ["stopped", "interrupted"],
    downloaded: ["downloading"],
    fileNeeded: ["available", "placed"],
    fileRefused: ["available", "placed"],
    importFailed: ["available", "placed"],
    placed: ["available", "placed"],
};
