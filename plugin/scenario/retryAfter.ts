import { z } from "zod";

// Cooldowns of twelve minutes have been seen (reference section 3.2); more than this is taken for a mistake.
const longest = 15 * 60_000;

const bodySchema = z.object({ remainingSeconds: z.number().nonnegative() });

/**
 * How many milliseconds the service asks to wait: the `Retry-After` header in seconds or as a date, else
 * `remainingSeconds` of the body. Undefined when it does not say.
 */
export function retryAfter(headers: Headers, body: unknown, now: number): number | undefined {
    const header = headers.get("retry-after")?.trim();
    const fromBody = bodySchema.safeParse(body);
    const wait = fromHeader(header, now) ?? (fromBody.success ? fromBody.data.remainingSeconds * 1000 : undefined);
    return wait === undefined ? undefined : Math.min(longest, Math.max(0, wait));
}

function fromHeader(header: string | undefined, now: number): number | undefined {
    if (header === undefined || header === "") {
        return undefined;
    }
    if (/^\d+(\.\d+)?$/.test(header)) {
        return Number(header) * 1000;
    }
    const date = Date.parse(header);
    return Number.isNaN(date) ? undefined : date - now;
}
