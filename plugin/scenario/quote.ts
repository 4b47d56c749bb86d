import { z } from "zod";
import { GenerationError } from "../errors";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { findJobTrace } from "./findJob";
import { generateCall } from "./generateCall";
import type { GenerationRequest } from "./generationRequest";
import { unreadableAnswer } from "./httpError";
import { jsonRequest } from "./jsonRequest";
import type { Outcome } from "./outcome";
import { retryRead } from "./retryRead";

/** The price of one exact request, in CU (compute units). May be fractional. */
export interface Quote {
    cost: number;
    discount: number;
}

const cost = z.number().nonnegative();

const quoteSchema = z
    .object({ creativeUnitsCost: cost, creativeUnitsDiscount: cost.optional().catch(undefined) })
    .transform((wire): Quote => ({ cost: wire.creativeUnitsCost, discount: wire.creativeUnitsDiscount ?? 0 }));

// One guide documents this form, with status 402; the recorded answers have status 269 or 200 (reference 3.1).
const estimateSchema = z.object({ estimatedCost: cost }).transform(
    (wire): Quote => ({
        cost: wire.estimatedCost,
        discount: 0,
    }),
);

export function quote(context: ClientContext, request: GenerationRequest, options: CallOptions = {}): Promise<Quote> {
    return retryRead(context, options.signal, () => quoteOnce(context, request, options));
}

async function quoteOnce(
    context: ClientContext,
    request: GenerationRequest,
    options: CallOptions,
): Promise<Outcome<Quote>> {
    // In the body, `dryRun` is ignored and the call is paid: it may only ever be a part of the address.
    const call = { ...generateCall(request, "The price could not be asked", options), query: { dryRun: "true" } };
    const outcome = await jsonRequest(context, call);
    const body = outcome.ok ? outcome.value.body : outcome.body;
    const job = findJobTrace(body);
    if (job !== undefined) {
        throw startedJob(job.jobId);
    }
    const parsed = (outcome.ok ? quoteSchema : estimateSchema).safeParse(body);
    if (parsed.success && (outcome.ok || outcome.status === 402)) {
        return { ok: true, value: parsed.data };
    }
    return outcome.ok ? unreadableAnswer(context, call, outcome.value) : outcome;
}

function startedJob(jobId: string | undefined): GenerationError {
    return new GenerationError(`Asking for the price started job ${jobId ?? "(no id)"}, which may be paid.`, {
        kind: "unknown",
        spending: "unknown",
        advice: "Do not ask again. Look at your jobs in Scenario, and check what stands between here and Scenario: it drops the query.",
        jobId,
    });
}
