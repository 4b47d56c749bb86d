import type { Job } from "./job";

/** Where the polling of one job stands. Ages are milliseconds since the job was created. */
export interface PollState {
    /** Milliseconds since 1970 by our own clock. */
    createdAt: number;
    age: number;
    stage: "waiting" | "running" | "ending";
    progress: number;
    /** The last reading before the progress moved. */
    start: { age: number; progress: number };
    /** The age at which the job is over if the progress goes on as it did until its latest move. */
    projectedEnd: number | undefined;
}

type Reading = Pick<Job, "status" | "progress" | "createdAt" | "updatedAt">;

const shortest = 1500;
const longest = 15_000;

/** Takes the newest reading into account. `now` is our own clock. */
export function nextPollState(before: PollState | undefined, job: Reading, now: number): PollState {
    const { status, progress } = job;
    const createdAt = Math.min(before?.createdAt ?? now, now - lifetime(job));
    const age = now - createdAt;
    const stage = stageOf(status);
    if (before === undefined || progress <= before.start.progress) {
        return { createdAt, age, stage, progress, start: { age, progress }, projectedEnd: undefined };
    }
    if (progress <= before.progress) {
        return { ...before, createdAt, age, stage };
    }
    const { start } = before;
    const projectedEnd = start.age + ((age - start.age) * (1 - start.progress)) / (progress - start.progress);
    return { createdAt, age, stage, progress, start, projectedEnd };
}

/**
 * Milliseconds until the next read: about a third of the distance to the expected end, before it and after it, so that reads
 * are dense only where the end is likely. The end is expected where the progress points and where such jobs usually end
 * (`expectedDuration`, milliseconds), the first counting the more the further the progress is. Without both, the age
 * decides: what has run long will hardly end in this very second.
 *
 * From 1.5 s, or a two-hundredth of the age, to 15 s; spread by ±15 %; three times as long while nobody looks.
 */
export function pollInterval(
    state: PollState,
    options: { expectedDuration?: number | undefined; isHidden: boolean; random: number },
): number {
    const least = Math.max(shortest, state.age / 200);
    const interval = Math.min(longest, Math.max(least, wishedInterval(state, options.expectedDuration)));
    return interval * (0.85 + 0.3 * options.random) * (options.isHidden ? 3 : 1);
}

function wishedInterval(state: PollState, expectedDuration: number | undefined): number {
    const { age, stage } = state;
    if (stage === "ending") {
        return shortest;
    }
    const end = expectedEnd(state, expectedDuration);
    if (end !== undefined) {
        return Math.abs(end - age) * 0.35;
    }
    return Math.max(stage === "waiting" ? 5000 : 2500, age * 0.06);
}

function expectedEnd({ projectedEnd, progress }: PollState, expectedDuration: number | undefined): number | undefined {
    // The caller's number may come from storage, and a wait of NaN would be none at all.
    const usualEnd = Number.isFinite(expectedDuration) ? expectedDuration : undefined;
    if (projectedEnd === undefined || usualEnd === undefined) {
        return projectedEnd ?? usualEnd;
    }
    return progress * projectedEnd + (1 - progress) * usualEnd;
}

/** How long the service itself knows the job. Both times are from its clock, so ours does not matter. */
function lifetime({ createdAt, updatedAt }: Reading): number {
    const span = Date.parse(updatedAt ?? "") - Date.parse(createdAt ?? "");
    return span > 0 ? span : 0;
}

function stageOf(status: Job["status"]): PollState["stage"] {
    if (status === "pending" || status === "queued" || status === "warming-up") {
        return "waiting";
    }
    // A success that is read again has no files yet.
    return status === "finalizing" || status === "success" ? "ending" : "running";
}
