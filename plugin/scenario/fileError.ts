import { GenerationError, type GenerationErrorDetails } from "../errors";

/** A result that cannot be had or is not a model. It was paid for; loading it again costs nothing. */
export function fileError(
    message: string,
    advice = "Download it again, which is free of charge.",
    details: Partial<GenerationErrorDetails> = {},
): GenerationError {
    return new GenerationError(message, { ...details, kind: "file", spending: "spent", advice });
}
