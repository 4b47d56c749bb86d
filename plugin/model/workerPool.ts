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
            return worker ? { worker, isNew: false } : start(createWorker);
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

/** Node has no Workers, and a page's security policy can forbid them, at once or only when the script is loaded. */
function start(createWorker: () => WorkerLike): { worker: WorkerLike; isNew: boolean } | undefined {
    try {
        return { worker: createWorker(), isNew: true };
    } catch {
        return undefined;
    }
}
