const mark = "[removed]";

const signedLink = /https?:\/\/[^\s"'<>\\]*[?&](?:Signature|Policy|Key-Pair-Id|X-Amz-[\w-]+)=[^\s"'<>\\]*/gi;

/** The text without these secrets and without signed links. */
export function scrubText(secrets: readonly string[], text: string): string {
    return secrets.reduce((clean, secret) => clean.replaceAll(secret, mark), text.replace(signedLink, ""));
}

/** Words as the API uses them for fields and statuses: `jobId`, `trace_id`, `in-progress`. No real secret looks so. */
const plainWord = /^[a-z]+(?:[A-Z_-]?[a-z]+)*$/;
const serviceId = /^(?:asset|collection|job|model|proj|team|upload|user)_[\w.-]{1,128}$/;

/**
 * A parsed answer without secrets and signed links. What a page needs to understand it stays as it is: a paid answer
 * whose `jobId` was taken for a part of the key would be a lost job.
 */
export function scrubValue(secrets: readonly string[], value: unknown): unknown {
    if (typeof value === "string") {
        return serviceId.test(value) ? value : scrubText(secrets, value);
    }
    if (Array.isArray(value)) {
        return value.map((item) => scrubValue(secrets, item));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([name, field]) => {
            const isStatus = name === "status" && typeof field === "string" && plainWord.test(field);
            const safeName = plainWord.test(name) ? name : scrubText(secrets, name);
            return [safeName, isStatus ? field : scrubValue(secrets, field)];
        }),
    );
}
