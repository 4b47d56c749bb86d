import { GenerationError, isGenerationError } from "../errors";

const words: Readonly<Record<string, readonly [message: string, advice: string]>> = {
    QuotaExceededError: ["This browser's storage is full.", "Free space under Storage, or on the disk, and try again."],
    VersionError: [
        "The list of generations was written by a newer version of this page.",
        "Reload the page to get the newer version.",
    ],
    AbortError: [
        "The browser broke off the work on the list of generations.",
        "Reload the page, and free space if it stays.",
    ],
    InvalidStateError: [
        "This browser lost the list of generations: its storage was cleared or taken away.",
        "Reload the page. Jobs that are paid can be found again under “Made elsewhere”.",
    ],
};

/** True when there is just no room. */
export function isStorageFull(error: unknown): boolean {
    const cause = isGenerationError(error) ? error.cause : error;
    return cause instanceof Error && cause.name === "QuotaExceededError";
}

const blocked = [
    "This browser does not let the page keep anything, so a paid result could be lost.",
    "Allow storage for this site or leave private browsing, and reload the page.",
] as const;

/** A failure of the browser's storage in words. What is an error of ours already stays as it is. */
export function toStorageError(error: unknown): GenerationError {
    if (isGenerationError(error)) {
        return error;
    }
    const name = error instanceof Error ? error.name : "";
    const [message, advice] = words[name] ?? blocked;
    return new GenerationError(message, { kind: "storage", spending: "none", advice, cause: error });
}
