import type { Job } from "./job";

/** Where the polling of one job stands. */
export interface PollState {
    isNearEnd: boolean;
    /** Reads since the job came to this side of the end. */
    reads: number;
}

/** Takes the newest reading into account. */
export function nextPollState(state: PollState | undefined, job: Pick<Job, "status" | "progress">): PollState {
    const isNearEnd = job.status === "finalizing" || job.progress >= 0.9;
    return { isNearEnd, reads: state?.isNearEnd === isNearEnd ? state.reads + 1 : 0 };
}

/**
 * Milliseconds until the next read: from 3 s, or 1.5 s near the end, growing by a fifth with every read up to 10 s, so
 * that a job that stands still costs few requests. Spread by ±15 %; three times as long while nobody looks.
 */
export function pollInterval({ isNearEnd, reads }: PollState, isHidden: boolean, random: number): number {
    const interval = Math.min(10_000, (isNearEnd ? 1500 : 3000) * 1.2 ** reads);
    return interval * (0.85 + 0.3 * random) * (isHidden ? 3 : 1);
}
