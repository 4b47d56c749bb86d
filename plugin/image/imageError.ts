import { GenerationError } from "../errors";

/** A picture that was refused before anything was sent. */
export function imageError(message: string, advice: string, cause?: unknown): GenerationError {
    return new GenerationError(message, { kind: "input", spending: "none", advice, cause });
}
