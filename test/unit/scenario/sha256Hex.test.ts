import { afterEach, describe, expect, it, vi } from "vitest";
import { sha256Hex } from "../../../plugin/scenario/sha256Hex";
import { failureOf } from "./clientSession";
import { glbBytes, sha256Of } from "./glbBytes";

afterEach(() => {
    vi.unstubAllGlobals();
});

const bytes = new Uint8Array(glbBytes(5_000_000));

describe.each([
    ["with Web Crypto", () => undefined],
    ["on a page that has no Web Crypto", () => vi.stubGlobal("crypto", { getRandomValues: () => undefined })],
    ["where there is no crypto at all", () => vi.stubGlobal("crypto", undefined)],
])("the hash of a file %s", (_, prepare) => {
    const waits: number[] = [];
    const context = {
        delay: async (ms: number, signal?: AbortSignal) => {
            signal?.throwIfAborted();
            waits.push(ms);
        },
    };

    it("is SHA-256 in hexadecimal", async () => {
        prepare();
        expect(await sha256Hex(context, bytes, undefined)).toBe(sha256Of(bytes));
        expect(await sha256Hex(context, new Uint8Array(), undefined)).toBe(sha256Of(new Uint8Array()));
    });

    it("ends with the caller's reason", async () => {
        prepare();
        expect(await failureOf(sha256Hex(context, bytes, AbortSignal.abort("enough")))).toBe("enough");
    });

    it("is computed in slices between which the page lives", async () => {
        prepare();
        waits.length = 0;
        await sha256Hex(context, bytes, undefined);
        expect(waits).toHaveLength(globalThis.crypto?.subtle ? 0 : 3);
    });
});
