import { sniffFormat } from "../fileFormat";
import { copyInSteps } from "./copyInSteps";
import { emptyReport } from "./emptyReport";
import { inspectModel } from "./inspectModel";
import { modelLimits } from "./modelLimits";
import { type ModelReport, modelError, modelReportSchema } from "./modelReport";
import { nextAnswer, untilRunning, type WorkerAnswer, type WorkerLike } from "./workerAnswer";
import { createWorkerPool, type WorkerPool } from "./workerPool";

export interface InspectOptions {
    signal?: AbortSignal | undefined;
    /** Milliseconds that the check may take, once its Worker runs. Default 10,000. */
    deadline?: number | undefined;
}

/** Checks a model file as `inspectModel` does. Rejects with the signal's reason, and for nothing else. */
export type WorkerInspector = (bytes: Uint8Array, options?: InspectOptions) => Promise<ModelReport>;

let inspector: WorkerInspector | undefined;

/**
 * Checks a model file as `inspectModel` does, in a Worker, so that no file can stop the page: one that takes too long, or
 * more memory than there is, is reported as an error. The caller keeps its bytes; the Worker gets a copy.
 *
 * Where there are no Workers, as in Node or under a strict security policy, the check runs on the calling thread, without
 * a deadline. Rejects with the signal's reason, and for nothing else.
 */
export function inspectModelInWorker(bytes: Uint8Array, options: InspectOptions = {}): Promise<ModelReport> {
    inspector ??= createWorkerInspector(
        () => new Worker(new URL("./inspectWorker.ts", import.meta.url), { type: "module", name: "model check" }),
    );
    return inspector(bytes, options);
}

/** Makes the check from a way to make its Worker. Nothing is made before the first file. */
export function createWorkerInspector(createWorker: () => WorkerLike): WorkerInspector {
    const pool = createWorkerPool(createWorker);
    return async (bytes, { signal, deadline = 10_000 } = {}) => {
        signal?.throwIfAborted();
        const isLookedThrough = sniffFormat(bytes) === "glb" && bytes.length <= modelLimits.fileSize;
        const answer = isLookedThrough ? await ask(pool, bytes, deadline, signal) : undefined;
        return answer === undefined ? inspectModel(bytes) : toReport(answer, bytes.length, deadline);
    };
}

/** Undefined where no Worker comes to life. */
async function ask(
    pool: WorkerPool,
    bytes: Uint8Array,
    deadline: number,
    signal: AbortSignal | undefined,
): Promise<WorkerAnswer | undefined> {
    const { worker, isNew } = pool.take() ?? {};
    if (!worker) {
        return undefined;
    }
    let answer: WorkerAnswer | undefined;
    try {
        const starting = isNew ? untilRunning(worker, signal) : true;
        const [copy, isRunning] = await Promise.all([copyInSteps(bytes, signal), starting]);
        if (!isRunning) {
            return undefined;
        }
        worker.postMessage(copy, [copy.buffer]);
        answer = await nextAnswer(worker, deadline, signal);
        return answer;
    } catch (error) {
        if (signal?.aborted) {
            throw error;
        }
        return "failed"; // there is no memory for the copy
    } finally {
        if (typeof answer === "object") {
            pool.giveBack(worker);
        } else {
            worker.terminate();
        }
    }
}

function toReport(answer: WorkerAnswer, size: number, deadline: number): ModelReport {
    const report = typeof answer === "object" ? modelReportSchema.safeParse(answer.data).data : undefined;
    if (report) {
        return report;
    }
    const message =
        answer === "silent"
            ? `The model file could not be checked within ${Math.round(deadline / 1000)} seconds.`
            : "The model file could not be checked: it needs more memory than there is.";
    const advice = "Generate the model with a lower face limit or texture quality.";
    return emptyReport({ format: "glb", size }, [modelError("unchecked", message, advice)]);
}
