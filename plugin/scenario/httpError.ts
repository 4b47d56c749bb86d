import { z } from "zod";
import { GenerationError } from "../errors";
import type { ClientContext } from "./clientContext";
import type { HttpRequest } from "./httpRequest";
import type { Failure } from "./outcome";
import { plainText } from "./plainText";
import { redactError } from "./redact";
import { retryAfter } from "./retryAfter";

const text = z.string().min(1).optional().catch(undefined);

/** Every shape an error has been seen in (reference section 3.2). */
const errorBodySchema = z.object({
    reason: text,
    message: text,
    error: text,
    detail: text,
    trace_id: text,
    name: text,
    details: z.object({ requiredPlan: text }).optional().catch(undefined),
});

type ErrorBody = z.infer<typeof errorBodySchema>;

const advices: Record<"input" | "access" | "limit" | "network", string> = {
    input: "Change the picture or the options and try again.",
    access: "Check the Scenario API key, its project, its permissions and the plan.",
    limit: "Try again later.",
    network: "Try again in a moment.",
};

/** An answer with a status that is not 2xx, as a failure of a call that cost nothing. */
export function httpFailure(
    context: ClientContext,
    request: HttpRequest,
    answer: { status: number; headers: Headers; text: string; body: unknown },
): Failure {
    const { status, headers, body } = answer;
    const parsed = errorBodySchema.safeParse(body);
    const error: ErrorBody = parsed.success ? parsed.data : emptyBody;
    const words = error.reason ?? error.message ?? error.error ?? error.detail ?? answer.text;
    const reason = plainText(context.redact(words)) || undefined;
    const wait = retryAfter(headers, body, context.serviceClock.now());
    return {
        ok: false,
        status,
        body,
        isTransient: status === 408 || status === 429 || status >= 500,
        retryAfter: wait,
        error: new GenerationError(`${request.failure} (HTTP ${status})${reason ? `: ${reason}` : "."}`, {
            kind: kindOf(status),
            spending: "none",
            advice: adviceFor(status, error, wait),
            status,
            reason,
            traceId: error.trace_id && context.redact(error.trace_id),
        }),
    };
}

const emptyBody: ErrorBody = errorBodySchema.parse({});

/** No answer at all, or one that broke off. */
export function lostConnection(context: ClientContext, request: HttpRequest, cause: unknown): Failure {
    const safeCause = redactError(cause, context.redact);
    return {
        ok: false,
        status: undefined,
        body: undefined,
        isTransient: true,
        retryAfter: undefined,
        error: new GenerationError(`${request.failure}: no answer from the service (${safeCause.message}).`, {
            kind: "network",
            spending: "none",
            advice: "Check the connection and try again.",
            cause: safeCause,
        }),
    };
}

/** An answer that says "fine" in a form nobody expects: a login page, a proxy, a changed API. */
export function unreadableAnswer(
    context: ClientContext,
    request: HttpRequest,
    answer: { status: number; text: string },
): Failure {
    return {
        ok: false,
        status: answer.status,
        body: undefined,
        // The next try may get past whatever stood in between.
        isTransient: true,
        retryAfter: undefined,
        error: new GenerationError(`${request.failure}: the answer is not what Scenario's API gives.`, {
            kind: "network",
            spending: "none",
            advice: "Check the address of the service and what stands between, such as a login page or a proxy.",
            status: answer.status,
            reason: plainText(context.redact(answer.text)) || undefined,
        }),
    };
}

function kindOf(status: number): "input" | "access" | "limit" | "network" {
    if (status === 401 || status === 403) {
        return "access";
    }
    if (status === 402 || status === 429) {
        return "limit";
    }
    // 408 and 409 are about the moment, not about what was asked.
    return status >= 400 && status < 500 && status !== 408 && status !== 409 ? "input" : "network";
}

function adviceFor(status: number, error: ErrorBody, wait: number | undefined): string {
    const plan = error.details?.requiredPlan;
    if (error.name === "NoSpendError") {
        return "Ask whoever runs this server to allow spending. Generations made before stay available.";
    }
    if (error.name === "ModelAccessRestrictedError") {
        return `This model needs ${plan ? `the ${plan} plan` : "a higher plan"} of Scenario.`;
    }
    if (status === 402) {
        return "Buy compute units in Scenario, or ask the owner of the team for them.";
    }
    if (status === 404) {
        return "Check that it still exists and belongs to the same project as the API key.";
    }
    if (status === 413) {
        return "Use a smaller picture.";
    }
    if (status === 429 && wait !== undefined) {
        return `Try again in ${Math.ceil(wait / 1000)} seconds.`;
    }
    return advices[kindOf(status)];
}
