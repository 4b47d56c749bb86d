import { median } from "./benchResult";

/** What was seen of one import. All times are milliseconds since it was asked for. */
export interface ImportTimes {
    /** Until the GPU had drawn a part of it. */
    firstDrawn: number;
    /** Until the GPU had drawn all of it, as it stays. */
    complete: number;
    /** When each frame began, from the last one before the start. */
    frames: readonly number[];
    /** Tasks of the page that took longer than 50 ms. */
    longTasks: readonly { start: number; duration: number }[];
}

/** What an import cost, in milliseconds. */
export interface ImportCost {
    firstDrawn: number;
    complete: number;
    /** The longest time without a new frame until it was complete, less a frame afterwards. Never below zero. */
    worstGap: number;
    /** What tasks until it was complete took beyond 50 ms each. */
    blocking: number;
    /** Zero when none took more than 50 ms. */
    longestTask: number;
    /** The middle of the frames afterwards. */
    frame: number;
}

/** Frames after the end that may still have to do with it. */
const settling = 1;

/** Milliseconds that a task may take before it is felt. */
const unfelt = 50;

export function costOf({ firstDrawn, complete, frames, longTasks }: ImportTimes): ImportCost {
    const gaps = frames.slice(1).map((end, index) => ({ start: frames[index] ?? end, end }));
    const length = ({ start, end }: { start: number; end: number }) => end - start;
    const during = gaps.filter(({ start }) => start < complete).map(length);
    const frame = median(
        gaps
            .filter(({ start }) => start >= complete)
            .map(length)
            .slice(settling),
    );
    const tasks = longTasks.filter(({ start, duration }) => start + duration > 0 && start < complete);
    return {
        firstDrawn,
        complete,
        worstGap: Math.max(0, Math.max(...during) - frame),
        blocking: tasks.reduce((sum, { duration }) => sum + duration - unfelt, 0),
        longestTask: tasks.reduce((most, { duration }) => Math.max(most, duration), 0),
        frame,
    };
}
