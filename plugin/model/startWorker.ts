import type { WorkerLike } from "./workerAnswer";

/** Undefined where there can be none: Node has no Workers, and a page's security policy can forbid them. */
export function startWorker(createWorker: () => WorkerLike): WorkerLike | undefined {
    try {
        return createWorker();
    } catch {
        return undefined;
    }
}
