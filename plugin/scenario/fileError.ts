import { GenerationError } from "../errors";

/** What is known of every result that cannot be had: it was paid for, and loading it again costs nothing. */
export const fileErrorDetails = {
    kind: "file",
    spending: "spent",
    advice: "Download it again, which is free of charge.",
} as const;

/** A result that cannot be had or is not a model. */
export function fileError(message: string, advice: string = fileErrorDetails.advice): GenerationError {
    return new GenerationError(message, { ...fileErrorDetails, advice });
}
