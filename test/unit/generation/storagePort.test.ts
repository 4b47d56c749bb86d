import { afterEach, describe, expect, it, vi } from "vitest";
import { browserStorage } from "../../../plugin/generation/storagePort";

const stub = (storage: unknown) => vi.stubGlobal("navigator", { storage });
const ask = async () => {
    const { estimate, persist, persisted } = browserStorage();
    return [await estimate(), await persist(), await persisted()];
};
const nothing = [{ quota: undefined, used: undefined }, false, false];

afterEach(() => vi.unstubAllGlobals());

describe("what the browser says about its room", () => {
    it("is passed on", async () => {
        stub({
            estimate: async () => ({ quota: 100, usage: 30 }),
            persist: async () => true,
            persisted: async () => true,
        });
        expect(await ask()).toEqual([{ quota: 100, used: 30 }, true, true]);
    });

    it.each([
        ["there is no such thing", undefined],
        ["it may not be asked", { estimate: fail, persist: fail, persisted: fail }],
        ["it cannot be asked", {}],
        [
            "it says nothing",
            { estimate: async () => ({}), persist: async () => undefined, persisted: async () => null },
        ],
    ])("is that nothing is known and nothing promised when %s", async (_, storage) => {
        stub(storage);
        expect(await ask()).toEqual(nothing);
    });

    it("is that nothing is known outside of browsers", async () => {
        vi.stubGlobal("navigator", undefined);
        expect(await ask()).toEqual(nothing);
    });
});

function fail(): Promise<never> {
    return Promise.reject(new DOMException("Forbidden", "SecurityError"));
}
