import type { Job } from "../scenario/job";
import type { GenerationRecord, RecordReport } from "./generationRecord";
import { canFollow, type GenerationState } from "./generationState";
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
    | { type: "fileRefused"; error: RecordError }
    | { type: "importFailed"; error: RecordError }
    | { type: "placed"; report: RecordReport };

// A job that is interrupted again and again must not grow its record without end.
const mostHistory = 100;

/** The record after an event. One that does not apply, such as a late one of ended work, changes nothing. */
export function reduceRecord(record: GenerationRecord, event: RecordEvent, at: number): GenerationRecord {
    const next = nextState(record, event);
    if (next === undefined || !canFollow(record.state.name, next.name)) {
        return record;
    }
    const isNew = next.name !== record.state.name;
    return {
        ...record,
        ...changesOf(event),
        state: next,
        revision: record.revision + 1,
        updatedAt: at,
        finishedAt: isAtRest(next) ? (isNew ? at : record.finishedAt) : undefined,
        history: isNew ? [...record.history, { state: next.name, at }].slice(-mostHistory) : record.history,
    };
}

function isAtRest({ name }: GenerationState): boolean {
    return ["available", "placed", "failed", "stopped", "unknown"].includes(name);
}

function nextState(record: GenerationRecord, event: RecordEvent): GenerationState | undefined {
    switch (event.type) {
        case "submitted":
        case "jobRead":
            return isSent(record, event) ? runningState(event.job) : undefined;
        case "refused":
            return record.state.name === "intent" ? { name: "failed" } : undefined;
        case "jobEnded":
            return { name: "failed" };
        case "answerLost":
            return record.state.name === "intent" ? { name: "unknown", dismissed: false } : undefined;
        case "dismissed":
            return record.state.name === "unknown" ? { name: "unknown", dismissed: true } : undefined;
        case "jobSucceeded":
        case "fileNeeded":
            return { name: "downloading" };
        case "interrupted":
            return { name: "interrupted", attempts: attemptsOf(record) + 1, retryAt: event.retryAt };
        case "fileRefused":
            return { name: "interrupted", attempts: 1, retryAt: undefined };
        case "stopped":
            return { name: "stopped" };
        case "resumed":
            return resumedState(record);
        case "downloaded":
            return { name: "available" };
        case "importFailed":
            return record.state;
        case "placed":
            return { name: "placed" };
        default:
            return event satisfies never;
    }
}

/** An answer or a match makes it a job; later readings are of a job that is known and watched. */
function isSent({ state }: GenerationRecord, { type }: RecordEvent): boolean {
    return type === "submitted" ? ["intent", "unknown"].includes(state.name) : state.name === "running";
}

function runningState({ status, statusWord }: Job): GenerationState {
    return { name: "running", status, statusWord };
}

function resumedState({ state, assetIds }: GenerationRecord): GenerationState | undefined {
    if (state.name !== "stopped" && state.name !== "interrupted") {
        return undefined;
    }
    return assetIds.length > 0 ? { name: "downloading" } : { name: "running", status: "queued", statusWord: "queued" };
}

/** How often it was interrupted in a row. A step that went well is a new beginning. */
export function attemptsOf({ state, history }: GenerationRecord): number {
    if (state.name === "interrupted") {
        return state.attempts;
    }
    const last = history.findLastIndex(({ state: name }) =>
        ["intent", "unknown", "available", "stopped"].includes(name),
    );
    return history.slice(last + 1).filter(({ state: name }) => name === "interrupted").length;
}

function changesOf(event: RecordEvent): Partial<GenerationRecord> {
    switch (event.type) {
        case "submitted":
            return { jobId: event.job.jobId, ...chargeOf(event.job), error: undefined };
        case "jobRead":
            return { ...chargeOf(event.job), error: undefined };
        case "jobSucceeded":
            return { assetIds: [...event.job.assetIds], ...chargeOf(event.job), error: undefined };
        case "jobEnded":
            return { ...(event.job && chargeOf(event.job)), error: event.error };
        case "downloaded":
            return { file: event.file, error: undefined };
        case "placed":
            return { report: event.report, error: undefined };
        case "resumed":
            return { error: undefined };
        case "fileNeeded":
            return { target: event.target, error: undefined };
        case "fileRefused":
            return { error: event.error, file: undefined };
        case "refused":
        case "answerLost":
        case "interrupted":
        case "importFailed":
            return { error: event.error };
        case "stopped":
        case "dismissed":
            return {};
        default:
            return event satisfies never;
    }
}

/** Billed CU. A job that says nothing, or 0 before its end, has not told it yet. */
function chargeOf({ cost, status }: Job): { charged?: number } {
    return cost === undefined || (cost === 0 && status !== "success") ? {} : { charged: cost };
}
