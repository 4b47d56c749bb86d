import { GenerationError } from "../errors";
import type { Failure } from "./outcome";

/** What is known of every result that cannot be had: it was paid for, and loading it again costs nothing. */
export const fileErrorDetails = {
    kind: "file",
    spending: "spent",
    advice: "Download it again, which is free of charge.",
} as const;

/** A result that cannot be had or is not a model. */
export function fileError(
    message: string,
    details: { advice?: string; status?: number | undefined } = {},
): GenerationError {
    return new GenerationError(message, { ...fileErrorDetails, ...details });
}

/** A try that another one may mend. */
export function brokenFile(message: string): Failure {
    return { ...wrongFile(message), isTransient: true };
}

/** A file that stays wrong however often it is loaded. */
export function wrongFile(message: string): Failure {
    return {
        ok: false,
        status: undefined,
        body: undefined,
        isTransient: false,
        retryAfter: undefined,
        error: fileError(message),
    };
}
