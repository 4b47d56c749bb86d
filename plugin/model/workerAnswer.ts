/** What is used of a Worker. */
export interface WorkerLike extends Pick<Worker, "addEventListener" | "terminate"> {
    postMessage(data: unknown, transfer: ArrayBuffer[]): void;
}

/** What a Worker did: it answered, it failed, or it was silent until the time was over. */
export type WorkerAnswer = { data: unknown } | "failed" | "silent";

/** Waits for a Worker's next message, so many milliseconds at most. Rejects with the signal's reason when aborted. */
export function nextAnswer(worker: WorkerLike, milliseconds: number, signal?: AbortSignal): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
        const listening = new AbortController();
        const settle = (act: () => void) => {
            clearTimeout(timer);
            listening.abort();
            act();
        };
        const timer = setTimeout(() => settle(() => resolve("silent")), milliseconds);
        const options = { signal: listening.signal };
        const fail = (event: Event) => {
            event.preventDefault(); // it is handled here, and no error of the page
            settle(() => resolve("failed"));
        };
        worker.addEventListener("message", ({ data }) => settle(() => resolve({ data })), options);
        worker.addEventListener("error", fail, options);
        worker.addEventListener("messageerror", fail, options);
        signal?.addEventListener("abort", () => settle(() => reject(signal.reason)), options);
        if (signal?.aborted) {
            settle(() => reject(signal.reason));
        }
    });
}

/** Milliseconds in which a new Worker has to be there: its script may come over a slow network. */
const startTime = 20_000;

/** Waits for what a new Worker says once it runs; false when that does not come. Rejects with the signal's reason. */
export async function untilRunning(worker: WorkerLike, signal?: AbortSignal): Promise<boolean> {
    return typeof (await nextAnswer(worker, startTime, signal)) === "object";
}
