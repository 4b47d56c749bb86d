import { beforeEach, describe, expect, it } from "vitest";
import { createPartialFiles } from "../../../plugin/generation/partialFiles";
import { failWrites } from "./failWrites";
import { openBrowser, openTestLedger, writeRaw } from "./openTestLedger";

const { signal } = new AbortController();
const partial = { bytes: new Uint8Array([1, 2, 3]), total: 10, validator: '"tag"' };
const openPartials = () => {
    const tab = openTestLedger();
    return { tab, partials: createPartialFiles(tab.database) };
};

beforeEach(openBrowser);

describe("a download that broke off", () => {
    it("is here again after a reload", async () => {
        await openPartials().partials.save("asset", partial);
        expect(await openPartials().partials.load("asset", signal)).toEqual(partial);
    });

    it("may have come without a word on its length", async () => {
        const { partials } = openPartials();
        await partials.save("asset", { ...partial, total: undefined });
        expect(await partials.load("asset", signal)).toEqual({ ...partial, total: undefined });
    });

    it("is replaced by more of it, and gone when it is cleared", async () => {
        const { partials } = openPartials();
        await partials.save("asset", partial);
        await partials.save("asset", { ...partial, bytes: new Uint8Array(5) });
        expect((await partials.load("asset", signal))?.bytes).toEqual(new Uint8Array(5));
        await partials.clear("asset");
        expect(await partials.load("asset", signal)).toBeUndefined();
        await partials.clear("asset");
    });

    it("is not another asset's", async () => {
        const { partials } = openPartials();
        await partials.save("asset", partial);
        expect(await partials.load("another", signal)).toBeUndefined();
    });

    it.each([
        ["nothing", undefined],
        ["text", "bytes"],
        ["bytes of another kind", { blob: new Uint8Array(3), total: 10, validator: "v" }],
        ["a part without a version", { blob: new Blob(["123"]), total: 10 }],
        ["a part of unclear length", { blob: new Blob(["123"]), total: "10", validator: "v" }],
    ])("is begun anew when what lies there is %s", async (_, stored) => {
        const { tab, partials } = openPartials();
        if (stored !== undefined) {
            await writeRaw(tab, "partials", stored as object, "asset");
        }
        expect(await partials.load("asset", signal)).toBeUndefined();
    });

    it("says that it could not be kept, and leaves what was kept before", async () => {
        const { partials } = openPartials();
        await partials.save("asset", partial);
        const stop = failWrites({ error: "QuotaExceededError", store: "partials" });
        const saving = partials.save("asset", { ...partial, bytes: new Uint8Array(5) });
        await expect(saving).rejects.toMatchObject({ kind: "storage" });
        stop();
        expect(await partials.load("asset", signal)).toEqual(partial);
    });
});
