import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Signs and checks links to files, in the manner of CloudFront: three query parameters that must not be edited. */
export interface SignedLinks {
    /** A link to `path` on `origin`, unlike any before, that stops working at `expires` (ms on the emulator's clock). */
    sign(origin: string, path: string, expires: number): string;
    /** True while the link was made here for exactly this path, is not over its time and was not expired by hand. */
    accepts(url: URL): boolean;
    /** Ends one link. */
    expire(url: URL): void;
    /** Ends every link given out so far. */
    expireAll(): void;
}

const policySchema = z.object({ path: z.string(), expires: z.number() });

export function createSignedLinks(now: () => number): SignedLinks {
    let secret = randomBytes(32);
    let signed = 0;
    const expired = new Set<string>();

    function signatureOf(policy: string): string {
        return createHmac("sha256", secret).update(policy).digest("base64url");
    }

    return {
        sign(origin, path, expires) {
            signed += 1;
            const policy = Buffer.from(JSON.stringify({ path, expires, number: signed })).toString("base64url");
            const url = new URL(path, origin);
            url.searchParams.set("Policy", policy);
            url.searchParams.set("Signature", signatureOf(policy));
            url.searchParams.set("Key-Pair-Id", "EMULATOR");
            return url.href;
        },
        accepts(url) {
            const policy = url.searchParams.get("Policy") ?? "";
            if (expired.has(policy) || !equal(url.searchParams.get("Signature") ?? "", signatureOf(policy))) {
                return false;
            }
            // Only our own signature gets this far, so the policy is what `sign` wrote.
            const { path, expires } = policySchema.parse(JSON.parse(Buffer.from(policy, "base64url").toString()));
            return path === url.pathname && now() < expires;
        },
        expire(url) {
            expired.add(url.searchParams.get("Policy") ?? "");
        },
        expireAll() {
            secret = randomBytes(32);
        },
    };
}

function equal(left: string, right: string): boolean {
    const [a, b] = [Buffer.from(left), Buffer.from(right)];
    return a.length === b.length && timingSafeEqual(a, b);
}
