import type { ImportTimes } from "../importTimes";
import type { FrameLoop } from "./frameLoop";
import { createGpuMark, type GpuMark } from "./gpuMark";
import { watchLongTasks } from "./watchLongTasks";
import type { Subject, World } from "./world";

/** A world and its frames. */
export interface DrawnWorld {
    world: World;
    loop: FrameLoop;
}

/** Milliseconds after which an import is given up. */
const deadline = 120_000;

/** How much to see of the frames afterwards: so many of them and milliseconds, or the most time when they are slow. */
interface Enough {
    frames: number;
    time: number;
    mostTime: number;
}

export const someFrames: Enough = { frames: 8, time: 1000, mostTime: 8000 };
export const fewFrames: Enough = { frames: 2, time: 0, mostTime: 0 };

/** Brings a subject into a world that is drawn all along, and notes what that does to the frames. */
export async function watchImport({ world, loop }: DrawnWorld, subject: Subject, enough: Enough): Promise<ImportTimes> {
    const tasks = watchLongTasks();
    const marks = { first: createGpuMark(world.gl), complete: createGpuMark(world.gl) };
    const frames: number[] = [];
    const watching = { isThere: false, isFull: false };
    const stop = loop.listen({
        before: () => {
            frames.push(performance.now());
            marks.first.look();
            marks.complete.look();
            watching.isFull ||= watching.isThere && world.isReady();
        },
        after: () => setMarks(marks, { isDrawn: world.isDrawn(), isFull: watching.isFull }),
    });
    await loop.pass(20);
    frames.splice(0, frames.length - 1);
    const start = performance.now();
    await withinDeadline(world.bring(subject));
    watching.isThere = true;
    await withinDeadline(untilEnough(loop, marks.complete, enough));
    stop();
    const since = (time: number) => time - start;
    return {
        firstDrawn: since(marks.first.doneAt ?? Number.NaN),
        complete: since(marks.complete.doneAt ?? Number.NaN),
        frames: frames.map(since),
        longTasks: (await tasks.stop()).map(({ start: begun, duration }) => ({ start: since(begun), duration })),
    };
}

function setMarks(marks: Record<"first" | "complete", GpuMark>, state: { isDrawn: boolean; isFull: boolean }): void {
    if (state.isDrawn) {
        marks.first.set();
    }
    if (state.isDrawn && state.isFull) {
        marks.complete.set();
    }
}

/** Waits until the GPU is done, and then for the frames afterwards. */
function untilEnough(loop: FrameLoop, complete: GpuMark, enough: Enough): Promise<void> {
    return new Promise((resolve) => {
        let count = 0;
        const stop = loop.listen({
            before: () => {
                const time = performance.now() - (complete.doneAt ?? Number.POSITIVE_INFINITY);
                count += time > 0 ? 1 : 0;
                if ((count > enough.frames && time > enough.time) || (count > 3 && time > enough.mostTime)) {
                    stop();
                    resolve();
                }
            },
        });
    });
}

async function withinDeadline<Value>(work: Promise<Value>): Promise<Value> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("The import took too long.")), deadline);
    });
    try {
        return await Promise.race([work, tooLate]);
    } finally {
        clearTimeout(timer);
    }
}
