/** Takes everything out of a text that would give access to something. */
export type Redact = (text: string) => string;

const mark = "[redacted]";

/** A redactor that knows these secrets, and every signed link and Authorization value by its looks. */
export function redactor(secrets: readonly string[]): Redact {
    const known = secrets
        .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        .filter((secret) => secret !== "")
        // The longest first: one secret can be a part of another.
        .sort((a, b) => b.length - a.length);
    return (text) =>
        known
            .reduce((rest, secret) => rest.replaceAll(secret, mark), text)
            .replace(/\b(Basic|Bearer)\s+[\w+/=.~-]{16,}/gi, `$1 ${mark}`)
            .replace(/(\bhttps?:\/\/)[^\s/@"'<>]+@/gi, `$1${mark}@`)
            .replace(/(\bhttps?:\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/gi, `$1?${mark}`)
            .replace(/\b(Signature|Policy|Key-Pair-Id|AWSAccessKeyId|X-Amz-[\w-]+)=[^&\s"'<>]+/gi, `$1=${mark}`);
}

/** An error with the same name and a redacted text: what may be kept as the cause of another one. */
export function redactError(error: unknown, redact: Redact): Error {
    const safe = new Error(redact(error instanceof Error ? error.message : String(error)));
    if (error instanceof Error) {
        safe.name = error.name;
        if (error.cause !== undefined) {
            safe.cause = redactError(error.cause, redact);
        }
    }
    return safe;
}
