import { startWorker } from "./startWorker";
import type { WorkerLike } from "./workerAnswer";

/** Milliseconds after which a Worker that has nothing to do is ended. */
const idleTime = 20_000;

/** Keeps one idle Worker for the next task, for a while. Any number can be at work. */
export interface WorkerPool {
    /** A Worker for one task; undefined where there can be none. One that is new says something once it runs. */
    take(): { worker: WorkerLike; isNew: boolean } | undefined;
    /** Takes it back after a task that ended well. One that is not given back has to be terminated. */
    giveBack(worker: WorkerLike): void;
}

/** Makes a pool that holds nothing until a Worker is asked for. */
export function createWorkerPool(createWorker: () => WorkerLike): WorkerPool {
    let spare: { worker: WorkerLike; timer: ReturnType<typeof setTimeout> } | undefined;
    return {
        take: () => {
            const worker = spare?.worker;
            clearTimeout(spare?.timer);
            spare = undefined;
            if (worker) {
                return { worker, isNew: false };
            }
            const started = startWorker(createWorker);
            return started && { worker: started, isNew: true };
        },
        giveBack: (worker) => {
            if (spare) {
                worker.terminate();
                return;
            }
            const end = () => {
                spare = undefined;
                worker.terminate();
            };
            spare = { worker, timer: setTimeout(end, idleTime) };
        },
    };
}
