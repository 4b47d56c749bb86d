/**
 * What a user can do about a failure decides its kind; there are no finer ones.
 *
 * - `input`: the picture or the options were refused. Change them.
 * - `access`: the key, its permissions or the plan do not allow the call.
 * - `limit`: out of credit, or too many generations at once.
 * - `network`: the service could not be reached or gave no usable answer to a free call.
 * - `unknown`: the paid call got no answer. It may or may not have been charged.
 * - `job`: the service itself ended the job without a result.
 * - `file`: the result is missing, unreadable or not a model.
 * - `scene`: the model could not be put into the scene.
 * - `storage`: the browser's storage is full, blocked or lost, so a paid result could not be kept.
 */
export type ErrorKind = "input" | "access" | "limit" | "network" | "unknown" | "job" | "file" | "scene" | "storage";

/** What is known about the money of the generation that failed. */
export type Spending = "none" | "spent" | "refunded" | "unknown";

export interface GenerationErrorDetails {
    kind: ErrorKind;
    spending: Spending;
    /** What the user should do now, as one sentence. */
    advice: string;
    /** HTTP status, when an HTTP answer is behind the error. */
    status?: number | undefined;
    /** The service's own words, redacted. */
    reason?: string | undefined;
    /** The service's id of the failed request, for its support. */
    traceId?: string | undefined;
    /** The service's job this is about. Work can go on from it without paying again. */
    jobId?: string | undefined;
    cause?: unknown;
}

const marker = Symbol.for("babylon-scenario.GenerationError");

const spendingSentences: Record<Spending, string> = {
    none: "Nothing was spent.",
    spent: "The generation was charged.",
    refunded: "The charge was refunded by the service.",
    unknown: "It is not known whether this was charged.",
};

/** The one error class of this package: what happened (`message`), whether money was spent, and what to do now. */
export class GenerationError extends Error {
    override readonly name = "GenerationError";
    readonly [marker] = true;
    readonly kind: ErrorKind;
    readonly spending: Spending;
    readonly advice: string;
    readonly status: number | undefined;
    readonly reason: string | undefined;
    readonly traceId: string | undefined;
    readonly jobId: string | undefined;

    constructor(message: string, details: GenerationErrorDetails) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.kind = details.kind;
        this.spending = details.spending;
        this.advice = details.advice;
        this.status = details.status;
        this.reason = details.reason;
        this.traceId = details.traceId;
        this.jobId = details.jobId;
    }

    /** The same failure with what a later step knows about it. */
    withDetails({
        message = this.message,
        ...details
    }: Partial<GenerationErrorDetails> & { message?: string }): GenerationError {
        return new GenerationError(message, { ...this, cause: this.cause, ...details });
    }
}

/** True for every `GenerationError`, also one made by another copy of this package. */
export function isGenerationError(value: unknown): value is GenerationError {
    return value instanceof Error && marker in value;
}

/** True when the caller's own signal ended the work. A cancel is not a failure. */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
    return signal?.aborted === true || (error instanceof Error && error.name === "AbortError");
}

/** What is known about the money, as a sentence for a person. */
export function describeSpending(spending: Spending): string {
    return spendingSentences[spending];
}

/** The whole error as sentences for a person: what happened, the money, what to do now. */
export function explainError(error: unknown): string {
    if (!isGenerationError(error)) {
        return error instanceof Error ? error.message : String(error);
    }
    return [error.message, describeSpending(error.spending), error.advice].join(" ");
}
