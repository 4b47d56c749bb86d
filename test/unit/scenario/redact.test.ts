import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactError, redactor } from "../../../plugin/scenario/redact";

const key = "api_k3y";
const secret = 's3cr3t+/="x';
const encoded = Buffer.from(`${key}:${secret}`).toString("base64");
const redact = redactor([key, secret, encoded]);

describe("redaction", () => {
    it.each([
        [`key ${key}`, "key [redacted]"],
        [`secret ${secret}!`, "secret [redacted]!"],
        [`?s=${encodeURIComponent(secret)}`, "?s=[redacted]"],
        [JSON.stringify({ secret }), '{"secret":"[redacted]"}'],
        [`Authorization: Basic ${encoded}`, "Authorization: Basic [redacted]"],
        ["Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc", "Bearer [redacted]"],
        ["see https://cdn.x/a?Policy=p&Signature=s&Key-Pair-Id=k now", "see https://cdn.x/a?[redacted] now"],
        ["see https://cdn.x/a#token=1", "see https://cdn.x/a?[redacted]"],
        ["https://me:pass@host/x", "https://[redacted]@host/x"],
        ["GET /a?X-Amz-Signature=abc&X-Amz-Date=1", "GET /a?X-Amz-Signature=[redacted]&X-Amz-Date=[redacted]"],
    ])("turns %j into %j", (text, safe) => {
        expect(redact(text)).toBe(safe);
    });

    it.each(["Input image is required", "The Basic plan", "https://docs.x/page", "bearer of news"])(
        "leaves %j alone",
        (text) => {
            expect(redact(text)).toBe(text);
        },
    );

    it("leaves no secret in any text around it", () => {
        const part = fc.constantFrom(key, secret, encoded, encodeURIComponent(secret), "a", " ", "https://x/?");
        fc.assert(
            fc.property(fc.array(part), (parts) => {
                const safe = redact(parts.join(""));
                expect(safe).not.toContain(key);
                expect(safe).not.toContain(secret);
                expect(safe).not.toContain(encoded);
            }),
        );
    });

    it("knows nothing to hide without a key", () => {
        expect(redactor(["", ""])("plain")).toBe("plain");
    });

    it("goes down the causes of an error and keeps the names", () => {
        const cause = new TypeError(`inner ${secret}`);
        const safe = redactError(new RangeError(`outer ${key}`, { cause }), redact);
        expect(safe).toMatchObject({ name: "RangeError", message: "outer [redacted]" });
        expect(safe.cause).toMatchObject({ name: "TypeError", message: "inner [redacted]" });
        expect(`${safe.stack}`).not.toContain(key);
        expect(redactError(`text ${key}`, redact).message).toBe("text [redacted]");
    });
});
