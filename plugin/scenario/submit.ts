import { GenerationError } from "../errors";
import type { CallOptions } from "./callOptions";
import { checkSpending } from "./checkSpending";
import type { ClientContext } from "./clientContext";
import { findJob } from "./findJob";
import { generateCall } from "./generateCall";
import type { GenerationRequest } from "./generationRequest";
import type { Job } from "./job";
import { redactJob } from "./jobs";
import { jsonRequest } from "./jsonRequest";

// With these the service says that it took nothing on (reference section 3.2). Everything else may have been paid.
const refusals = new Set([400, 401, 402, 403, 404, 422, 429]);

/** The paid call. There is no loop here, and there must never be one around it. */
export async function submit(
    context: ClientContext,
    request: GenerationRequest,
    options: CallOptions = {},
): Promise<Job> {
    checkSpending(context);
    const call = generateCall(request, "The generation was not started", options);
    const outcome = await jsonRequest(context, { ...call, silence: 120_000 });
    const job = findJob(outcome.ok ? outcome.value.body : outcome.body);
    if (job !== undefined) {
        return redactJob(context, job);
    }
    if (!outcome.ok && outcome.status !== undefined && refusals.has(outcome.status)) {
        throw outcome.error;
    }
    const status = outcome.ok ? outcome.value.status : outcome.status;
    throw new GenerationError(`The answer to the paid call ${status === undefined ? "was lost" : "is not clear"}.`, {
        kind: "unknown",
        spending: "unknown",
        advice: "Look at your jobs in Scenario before you generate this again: the job may be running.",
        status,
        reason: outcome.ok ? undefined : outcome.error.reason,
        traceId: outcome.ok ? undefined : outcome.error.traceId,
        cause: outcome.ok ? undefined : outcome.error,
    });
}
