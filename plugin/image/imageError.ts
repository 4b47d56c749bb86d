import { GenerationError } from "../errors";
import { maximumFileBytes, megabytes } from "./imageLimits";

/** A picture that was refused before anything was sent. */
export function imageError(message: string, advice: string, cause?: unknown): GenerationError {
    return new GenerationError(message, { kind: "input", spending: "none", advice, cause });
}

/** A picture whose file breaks the rules of its own format or ends too early. */
export function damagedImage(cause?: unknown): GenerationError {
    return imageError("The picture file is damaged or cut off.", "Open it elsewhere and save it again as PNG.", cause);
}

/** A file of more bytes than are read at all. */
export function tooLargeFile(): GenerationError {
    return imageError(
        `The picture file is larger than ${megabytes(maximumFileBytes)}.`,
        "Save it smaller or as a JPEG.",
    );
}
