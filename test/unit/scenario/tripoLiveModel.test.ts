import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Model, ModelInput } from "../../../plugin/scenario/model";
import { checkTripoOptions, parseTripoOptions, tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { tripoModel } from "../../../plugin/scenario/tripoModel";

/** The bundled record with one input changed, or gone. */
function modelWith(name: string, change: Partial<ModelInput> | undefined): Model {
    const inputs = tripoModel.inputs.flatMap((input) => {
        if (input.name !== name) {
            return [input];
        }
        return change === undefined ? [] : [{ ...input, ...change }];
    });
    return { ...tripoModel, inputs };
}

const allowing = (...values: (string | number)[]) => ({
    allowedValues: values.map((value) => ({ value, label: String(value) })),
});

const choices = ["textureQuality", "textureAlignment", "geometryQuality", "orientation"] as const;

describe("the options of Tripo beside the service's own record", () => {
    it.each(choices)("may have any %s that the record offers", (name) => {
        const model = modelWith(name, allowing("standard", "brand_new"));
        expect(checkTripoOptions({ [name]: "brand_new" })).toMatchObject([{ option: name }]);
        expect(checkTripoOptions({ [name]: "brand_new" }, model)).toEqual([]);
        expect(parseTripoOptions({ [name]: "brand_new" }, model)).toEqual({ ...tripoDefaults, [name]: "brand_new" });
        const { input } = tripoRequest("asset_x", { ...tripoDefaults, [name]: "brand_new" }, model);
        expect(input).toMatchObject({ [name]: "brand_new" });
    });

    it("are refused with the record's own values when it does not offer them any more", () => {
        const model = modelWith("textureQuality", allowing("standard", "detailed", "brand_new"));
        expect(checkTripoOptions({ textureQuality: "extreme" }, model)).toEqual([
            { option: "textureQuality", message: "Texture quality is one of: standard, detailed, brand_new." },
        ]);
        expect(() => parseTripoOptions({ textureQuality: "extreme" }, model)).toThrow("one of: standard, detailed");
    });

    it.each([
        ["is not in the record", undefined],
        ["has no values there", { allowedValues: undefined }],
        ["has an empty list there", { allowedValues: [] }],
    ])("are held to the values known here when the input %s", (_, change) => {
        const model = modelWith("textureQuality", change);
        expect(checkTripoOptions({ textureQuality: "extreme" }, model)).toEqual([]);
        expect(checkTripoOptions({ textureQuality: "brand_new" }, model)).toMatchObject([{ option: "textureQuality" }]);
    });

    it("keep every other rule", () => {
        const model = modelWith("textureQuality", allowing("brand_new"));
        const options = { textureQuality: "brand_new", generateParts: true, faceLimit: 3_000_000, texture: false };
        expect(checkTripoOptions(options, model).map(({ option }) => option)).toEqual(["faceLimit", "pbr"]);
        expect(checkTripoOptions({ textureQuality: 7 }, model)).toMatchObject([{ option: "textureQuality" }]);
        expect(checkTripoOptions({ brandNew: true }, model)).toMatchObject([{ option: "options" }]);
    });

    it("are sent only as far as the record has them, the picture always", () => {
        const names = tripoModel.inputs.map(({ name }) => name);
        fc.assert(
            fc.property(fc.subarray(names, { minLength: 1 }), (kept) => {
                const model = { ...tripoModel, inputs: tripoModel.inputs.filter(({ name }) => kept.includes(name)) };
                const options = { ...tripoDefaults, seed: 1, textureSeed: 2, faceLimit: 3 };
                const { input } = tripoRequest("asset_x", options, model);
                expect(new Set(Object.keys(input))).toEqual(new Set(["image", ...kept]));
            }),
        );
    });

    it("are all sent when the record names no inputs, because then it says nothing about them", () => {
        const model = { ...tripoModel, inputs: [] };
        expect(tripoRequest("asset_x", tripoDefaults, model)).toEqual(tripoRequest("asset_x", tripoDefaults));
    });

    it("mean the same with the bundled record as with none", () => {
        expect(tripoRequest("asset_x", tripoDefaults, tripoModel)).toEqual(tripoRequest("asset_x", tripoDefaults));
    });
});
