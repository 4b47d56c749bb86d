import { GenerationError, isGenerationError, type Spending } from "../errors";

/** Any failure as the one error a person can be shown. What is not ours is a mistake of some code, and says so. */
export function toGenerationError(error: unknown, spending: Spending): GenerationError {
    if (isGenerationError(error)) {
        return error;
    }
    const message = error instanceof Error ? error.message : String(error);
    return new GenerationError(`Something unexpected happened: ${message}`, {
        kind: "scene",
        spending,
        advice: "Try again; if it stays, report it with these words.",
        cause: error,
    });
}
