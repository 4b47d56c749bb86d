import { GenerationError } from "../errors";

const tryAgain = "Fetch the file again; if it stays like this, generate the model anew.";

/** The file is at fault. */
export function fileError(message: string, cause?: unknown, advice = tryAgain): GenerationError {
    return new GenerationError(message, { kind: "file", spending: "none", advice, cause });
}

/** The scene, its page or the clock is at fault, and not the file. */
export function sceneError(message: string, advice: string, cause?: unknown): GenerationError {
    return new GenerationError(message, { kind: "scene", spending: "none", advice, cause });
}
