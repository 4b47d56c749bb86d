import { startWorker } from "./startWorker";
import { nextAnswer, untilRunning, type WorkerAnswer, type WorkerLike } from "./workerAnswer";

export interface WorkerQuestion {
    /** Makes what is sent, and what of it is given away, while the Worker starts. */
    prepare(): Promise<{ message: unknown; transfer: ArrayBuffer[] }>;
    /** Milliseconds from when the Worker has the question. */
    deadline: number;
    signal: AbortSignal | undefined;
    /** Takes each answer; true when it is the last. */
    onAnswer(data: unknown): boolean;
}

/**
 * Asks a Worker of its own and ends it when it has said everything, has failed, is late or is not wanted any more: what
 * it took of memory it would not give back. Resolves to its last answer; undefined where no Worker comes to life. Rejects
 * with the signal's reason.
 */
export async function askWorker(
    createWorker: () => WorkerLike,
    { prepare, deadline, signal, onAnswer }: WorkerQuestion,
): Promise<WorkerAnswer | undefined> {
    signal?.throwIfAborted();
    const worker = startWorker(createWorker);
    if (!worker) {
        return undefined;
    }
    try {
        const preparing = prepare().catch(() => signal?.throwIfAborted()); // there is no memory for the question
        const [prepared, isRunning] = await Promise.all([preparing, untilRunning(worker, signal)]);
        if (!isRunning) {
            return undefined;
        }
        if (!prepared) {
            return "failed";
        }
        const end = performance.now() + deadline;
        worker.postMessage(prepared.message, prepared.transfer);
        for (;;) {
            const answer = await nextAnswer(worker, Math.max(0, end - performance.now()), signal);
            if (typeof answer !== "object" || onAnswer(answer.data)) {
                return answer;
            }
        }
    } finally {
        worker.terminate();
    }
}
