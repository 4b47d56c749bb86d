import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64 } from "../../../plugin/scenario/base64";
import { plainText } from "../../../plugin/scenario/plainText";
import { retryAfter } from "../../../plugin/scenario/retryAfter";
import { retryWait } from "../../../plugin/scenario/retryRead";

const now = Date.parse("2026-10-01T10:00:00Z");
const wait = (header: string | undefined, body?: unknown) =>
    retryAfter(new Headers(header === undefined ? {} : { "retry-after": header }), body, now);

describe("the wait a service asks for", () => {
    it.each([
        ["3", undefined, 3000],
        ["0", undefined, 0],
        ["1.5", undefined, 1500],
        ["Thu, 01 Oct 2026 10:00:20 GMT", undefined, 20_000],
        ["Thu, 01 Oct 2026 09:00:00 GMT", undefined, 0],
        ["702", undefined, 702_000],
        ["99999", undefined, 900_000],
        ["soon", undefined, undefined],
        [undefined, undefined, undefined],
        [undefined, { remainingSeconds: 12 }, 12_000],
        ["3", { remainingSeconds: 12 }, 3000],
        ["soon", { remainingSeconds: 12 }, 12_000],
        [undefined, { remainingSeconds: -1 }, undefined],
        [undefined, { remainingSeconds: "12" }, undefined],
        [undefined, "text", undefined],
    ])("of header %j and body %j is %j ms", (header, body, ms) => {
        expect(wait(header, body)).toBe(ms);
    });

    it("is never cut short, and doubles up to a minute when nothing is asked", () => {
        expect(retryWait({ retryAfter: 5000, status: 429 }, 1, 0)).toBe(5000);
        expect([1, 2, 3, 9].map((n) => retryWait({ retryAfter: undefined, status: 500 }, n, 0.5))).toEqual([
            1000, 2000, 4000, 60_000,
        ]);
        expect(retryWait({ retryAfter: undefined, status: 429 }, 1, 0.5)).toBe(10_000);
    });
});

describe("the words of an error answer", () => {
    it.each([
        ["plain", "plain"],
        ["  two\n lines ", "two lines"],
        ["<!doctype html><title>Bad gateway</title><style>b{}</style><h1>502</h1>", "Bad gateway 502"],
        ["<html><script>alert(1)</script>x", "x"],
        ["<script>never closed", ""],
        ["<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", "Request has expired"],
        ["", ""],
    ])("of %j are %j", (text, words) => {
        expect(plainText(text)).toBe(words);
    });

    it("are short and without markup", () => {
        expect(plainText("x".repeat(5000)).length).toBe(301);
        fc.assert(
            fc.property(fc.string(), (text) => {
                expect(plainText(text)).not.toMatch(/<[^>]*>/);
            }),
        );
    });
});

describe("base64", () => {
    it("is the usual one for any length, also across chunks", () => {
        const check = (bytes: Uint8Array): void => {
            expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        };
        fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), check));
        for (const length of [0x5fff, 0x6000, 0x6001, 0xc002]) {
            check(Uint8Array.from({ length }, (_, index) => index * 31));
        }
    });
});
