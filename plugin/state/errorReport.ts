import { explainError } from "../errors";
import type { GenerationRecord } from "../generation/generationRecord";
import { fromRecordError } from "../generation/recordError";

/** All that support would ask for, as text without anything secret: ids, but no links. */
export function errorReport(record: GenerationRecord): string {
    const { error, request, state, quote, charged, jobId, history } = record;
    const lines = [
        error && explainError(fromRecordError(error)),
        `State: ${state.name}`,
        `Model: ${request.modelId}`,
        `Options: ${JSON.stringify(request.input)}`,
        `Quoted: ${quote?.cost ?? "–"} CU, charged: ${charged ?? "–"} CU`,
        jobId && `Job: ${jobId}`,
        error?.traceId && `Trace: ${error.traceId}`,
        error?.status && `HTTP status: ${error.status}`,
        ...history.map(({ state: name, at }) => `${new Date(at).toISOString()} ${name}`),
    ];
    return lines.filter((line) => typeof line === "string").join("\n");
}
