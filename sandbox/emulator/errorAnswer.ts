import { randomBytes } from "node:crypto";
import type { z } from "zod";

/** An answer that ends the request: thrown by a handler, turned into HTTP by `answerError`. */
export class ErrorAnswer extends Error {
    readonly status: number;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;

    constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
        super(`HTTP ${status}`);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }
}

interface Reason {
    name?: string;
    details?: Readonly<Record<string, unknown>>;
    headers?: Readonly<Record<string, string>>;
}

/** The service's own error shape (reference 3.2): `{ reason, name, details, trace_id }`. */
export function refuse(status: number, reason: string, { name, details, headers }: Reason = {}): never {
    throw new ErrorAnswer(
        status,
        { reason, name: name ?? nameOfStatus[status] ?? "Error", details: details ?? {}, trace_id: traceId() },
        headers,
    );
}

/** The gateway's error shape (reference 3.2): `{ message }`, without a trace id. */
export function refuseAtGateway(status: number, message: string): never {
    throw new ErrorAnswer(status, { message });
}

/** How long to wait, in seconds, in the `Retry-After` header and in the body. Either may be missing, or both. */
export interface TooMany {
    retryAfter?: number | undefined;
    remainingSeconds?: number | undefined;
}

/** Nothing was accepted or billed (reference 3.2, row 429). */
export function tooManyRequests(
    { retryAfter, remainingSeconds }: TooMany,
    details: Readonly<Record<string, unknown>> = {},
): ErrorAnswer {
    const reason = "Too many generations are running";
    return new ErrorAnswer(
        429,
        { reason, name: nameOfStatus[429], details, remainingSeconds, trace_id: traceId() },
        retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
    );
}

/** The body after `schema`, or a 400 that names the first wrong field. */
export function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
        return parsed.data;
    }
    const issue = parsed.error.issues[0];
    const field = issue?.path.join(".") || "body";
    refuse(400, `Input ${field} is not valid: ${issue?.message ?? "unreadable"}`, { details: { field } });
}

export function answerJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

export function answerError(error: unknown): Response {
    if (error instanceof ErrorAnswer) {
        return answerJson(error.status, error.body, error.headers);
    }
    return answerJson(500, { reason: "Internal error", name: "InternalError", details: {}, trace_id: traceId() });
}

function traceId(): string {
    return randomBytes(16).toString("hex");
}

const nameOfStatus: Readonly<Record<number, string>> = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    429: "TooManyRequestsError",
};
