import type { GenerationError } from "../errors";

/** How one request failed, and what a caller needs to decide what to do about it. */
export interface Failure {
    ok: false;
    error: GenerationError;
    /** Undefined when no answer came. */
    status: number | undefined;
    /** The answer as parsed JSON, when it was JSON. */
    body: unknown;
    /** True when the same free request may succeed later. */
    isTransient: boolean;
    /** Milliseconds the service asked to wait. */
    retryAfter: number | undefined;
}

/** The end of one request. Only an abort is thrown; everything else is a value, so that each caller decides by intent. */
export type Outcome<T> = { ok: true; value: T } | Failure;
