import { Worker } from "node:worker_threads";

const watch = `
import { workerData } from "node:worker_threads";
const peak = new Float64Array(workerData);
setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 2);
`;

/** Watches from another thread how much memory this process takes, also while this one is busy. */
export async function watchMemory(): Promise<{ stop(): number }> {
    const shared = new SharedArrayBuffer(8);
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(watch)}`), { workerData: shared });
    await new Promise((resolve) => thread.once("online", resolve));
    const before = process.memoryUsage.rss();
    return {
        /** Ends the watch, and returns the bytes above those at its start. */
        stop: () => {
            void thread.terminate();
            return (new Float64Array(shared)[0] ?? 0) - before;
        },
    };
}
