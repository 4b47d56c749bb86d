import type { z } from "zod";
import type { ClientContext } from "./clientContext";
import { httpFailure, unreadableAnswer } from "./httpError";
import { type HttpRequest, httpRequest } from "./httpRequest";
import type { Outcome } from "./outcome";
import { readAnswer } from "./readAnswer";

/** A 2xx answer, before anybody looked into it. */
export interface Answer {
    status: number;
    text: string;
    /** Undefined when the text is not JSON. */
    body: unknown;
}

/** Sends one API call and reads its whole answer. A status outside 2xx is a failure. */
export function jsonRequest(context: ClientContext, request: HttpRequest): Promise<Outcome<Answer>> {
    return httpRequest(context, request, async (response, alive) => {
        if (response.ok && request.link === undefined) {
            // Errors may come from what stands in between, whose clock is another one.
            context.serviceClock.read(response.headers);
        }
        const answer = await readAnswer(response, alive);
        return response.ok ? { ok: true, value: answer } : httpFailure(context, request, answer);
    });
}

/** The same, with the answer parsed. An answer that does not fit the schema is a failure as well. */
export async function readJson<T>(
    context: ClientContext,
    schema: z.ZodType<T>,
    request: HttpRequest,
): Promise<Outcome<T>> {
    const outcome = await jsonRequest(context, request);
    if (!outcome.ok) {
        return outcome;
    }
    const parsed = schema.safeParse(outcome.value.body);
    return parsed.success ? { ok: true, value: parsed.data } : unreadableAnswer(context, request, outcome.value);
}
