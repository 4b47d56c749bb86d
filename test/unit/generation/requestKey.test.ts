import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, requestKey } from "../../../plugin/generation/requestKey";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";

const request = tripoRequest("asset_1", { ...tripoDefaults, seed: 7, textureSeed: 8, faceLimit: 5000 });
const key = requestKey("account", request, "picture");
const withInput = (changes: object) => ({ ...request, input: { ...request.input, ...changes } });

describe("the key of a request", () => {
    it("is the same for the same request, whatever the order of its inputs", () => {
        fc.assert(
            fc.property(
                fc.shuffledSubarray(Object.entries(request.input), { minLength: Object.keys(request.input).length }),
                (entries) => {
                    const shuffled = { ...request, input: Object.fromEntries(entries) };
                    expect(requestKey("account", shuffled, "picture")).toBe(key);
                },
            ),
        );
    });

    it("is the same when the same picture was uploaded again", () => {
        expect(requestKey("account", withInput({ image: "asset_2" }), "picture")).toBe(key);
    });

    it("is another one for another account, model or picture", () => {
        const others = [
            requestKey("other", request, "picture"),
            requestKey("account", { ...request, modelId: "model_tripo-v3-1-image-to-3d" }, "picture"),
            requestKey("account", request, "another picture"),
        ];
        expect(new Set([key, ...others]).size).toBe(4);
    });

    it.each(Object.entries(request.input).filter(([name]) => name !== "image"))(
        "is another one when %s is another, or left out",
        (name, value) => {
            const changed = typeof value === "boolean" ? !value : `${value}!`;
            const { [name]: _, ...rest } = request.input;
            const keys = [key, requestKey("account", withInput({ [name]: changed }), "picture")];
            keys.push(requestKey("account", { ...request, input: rest }, "picture"));
            expect(new Set(keys).size).toBe(3);
        },
    );

    it("tells a number from the same number in words, and a value from its neighbour's", () => {
        const keys = [{ a: 1, b: "2" }, { a: "1", b: 2 }, { a: 12 }, { ab: "12" }, { "a,1": "" }, { a: ",1" }].map(
            (input) => requestKey("account", { modelId: "m", input }, "picture"),
        );
        expect(new Set(keys).size).toBe(keys.length);
    });

    it("does not mix where one part ends and the next begins", () => {
        const input = {};
        const keys = [
            requestKey("a", { modelId: "b", input }, "c"),
            requestKey("ab", { modelId: "", input }, "c"),
            requestKey("", { modelId: "ab", input }, "c"),
            requestKey("a", { modelId: '"b', input }, "c"),
        ];
        expect(new Set(keys).size).toBe(keys.length);
    });

    it("says nothing of what is in it", () => {
        expect(key).toMatch(/^[0-9a-f]{64}$/);
    });
});

describe("a new id", () => {
    it("is never one that was there before", () => {
        const ids = Array.from({ length: 1000 }, newId);
        expect(new Set(ids).size).toBe(1000);
        expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    });
});
