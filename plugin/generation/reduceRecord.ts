import type { Job } from "../scenario/job";
import { type GenerationRecord, storableReport } from "./generationRecord";
import { canFollow, type GenerationState } from "./generationState";
import { appliesIn, type RecordEvent } from "./recordEvent";

// A job that is interrupted again and again must not grow its record without end.
const mostHistory = 100;

/** The record after an event. One that does not apply, such as a late one of ended work, changes nothing. */
export function reduceRecord(record: GenerationRecord, event: RecordEvent, at: number): GenerationRecord {
    const next = appliesIn[event.type].includes(record.state.name) ? nextState(record, event) : undefined;
    if (next === undefined || !canFollow(record.state.name, next.name)) {
        return record;
    }
    const isNew = next.name !== record.state.name;
    return {
        ...record,
        ...changesOf(event, record),
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

function nextState(record: GenerationRecord, event: RecordEvent): GenerationState {
    switch (event.type) {
        case "submitted":
        case "jobRead":
            return runningState(event.job);
        case "refused":
        case "jobEnded":
            return { name: "failed" };
        case "answerLost":
            return { name: "unknown", dismissed: false };
        case "dismissed":
            return { name: "unknown", dismissed: true };
        case "jobSucceeded":
        case "fileNeeded":
            return { name: "downloading" };
        case "interrupted":
            return { name: "interrupted", attempts: attemptsOf(record) + 1, retryAt: event.retryAt };
        case "fileRefused":
            return { name: "interrupted", attempts: 1, retryAt: event.retryAt };
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

function runningState({ status, statusWord }: Job): GenerationState {
    return { name: "running", status, statusWord };
}

function resumedState({ assetIds }: GenerationRecord): GenerationState {
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

function changesOf(event: RecordEvent, { charged }: GenerationRecord): Partial<GenerationRecord> {
    switch (event.type) {
        case "submitted":
            return { jobId: event.job.jobId, ...chargeOf(event.job, charged), error: undefined };
        case "jobRead":
            return { ...chargeOf(event.job, charged), error: undefined };
        case "jobSucceeded":
            return { assetIds: [...event.job.assetIds], ...chargeOf(event.job, charged), error: undefined };
        case "jobEnded":
            return { ...(event.job && chargeOf(event.job, charged)), error: event.error };
        case "downloaded":
            return { file: event.file, error: undefined };
        case "placed":
            // The model is in the scene whatever its figures are.
            return { ...(event.report && { report: storableReport(event.report) }), error: undefined };
        case "resumed":
            return { error: undefined };
        case "fileNeeded":
            return { target: event.target, error: undefined };
        case "fileRefused":
            return { error: event.error, file: undefined, ...(event.target && { target: event.target }) };
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

/**
 * Billed CU. A job that says nothing, or 0 before its end, has not told it yet; less than nothing is no bill. A failed
 * job may be at 0 because it was given back: then what it told before stands.
 */
export function chargeOf({ cost = -1, status }: Job, told?: number): { charged?: number } {
    const wasFree = status === "success" || (["failure", "canceled"].includes(status) && told === undefined);
    return cost > 0 || (cost === 0 && wasFree) ? { charged: cost } : {};
}
