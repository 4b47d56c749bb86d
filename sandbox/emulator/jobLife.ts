import type { JobStatus } from "./jobScript";

/** The stages of a job before its end, and the share of its duration at which each begins. */
const stages = [
    { status: "queued", from: 0 },
    { status: "warming-up", from: 0.04 },
    { status: "in-progress", from: 0.12 },
    { status: "finalizing", from: 0.92 },
] as const;

export interface JobMoment {
    status: JobStatus;
    /** 0 to 1. */
    progress: number;
    /** The statuses so far with the milliseconds after submit at which each began. */
    history: readonly { status: JobStatus; after: number }[];
}

/**
 * Where a running job stands `elapsed` ms after submit. It never says that it is over: only the emulator knows whether
 * the file is there, so a late file leaves the job finalizing.
 */
export function jobLife(elapsed: number, duration: number): JobMoment {
    const share = duration > 0 ? Math.max(0, elapsed / duration) : 1;
    const begun = stages.filter((stage) => share >= stage.from);
    return {
        status: begun.at(-1)?.status ?? "queued",
        progress: progressAt(share),
        history: begun.map(({ status, from }) => ({ status, after: from * duration })),
    };
}

function progressAt(share: number): number {
    const [, , running, finalizing] = stages;
    const done = (share - running.from) / (finalizing.from - running.from);
    return Math.round(Math.min(Math.max(done, 0), 1) * 95) / 100;
}
