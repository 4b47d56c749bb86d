import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import { checkTripoOptions, parseTripoOptions, tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { faceLimitRange } from "../../../plugin/scenario/tripoRules";
import { readInputs } from "../../../sandbox/emulator/generateInputs";

const seedArbitrary = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Any options the types allow, also those that do not go together. */
const optionsArbitrary = fc.record(
    {
        texture: fc.boolean(),
        textureQuality: fc.constantFrom("standard", "detailed", "extreme"),
        textureAlignment: fc.constantFrom("original_image", "geometry"),
        geometryQuality: fc.constantFrom("standard", "detailed"),
        textureSeed: seedArbitrary,
        orientation: fc.constantFrom("default", "align_image"),
        pbr: fc.boolean(),
        faceLimit: fc.oneof(
            fc.constantFrom(1, 499, 500, 999, 1000, 10_000, 10_001, 20_000, 20_001, 150_000, 150_001),
            fc.constantFrom(1_500_000, 1_500_001, 2_000_000, 2_000_001),
            fc.integer({ min: 1, max: 2_100_000 }),
        ),
        autoSize: fc.boolean(),
        quad: fc.boolean(),
        smartLowPoly: fc.boolean(),
        generateParts: fc.boolean(),
        seed: seedArbitrary,
    },
    { requiredKeys: [] },
);

function accepts(check: () => unknown): boolean {
    try {
        check();
        return true;
    } catch {
        return false;
    }
}

const issuesOf = (options: unknown) => checkTripoOptions(options).map(({ option }) => option);

describe("the options of Tripo", () => {
    it("are refused here exactly when the service would refuse them", () => {
        fc.assert(
            fc.property(optionsArbitrary, (options) => {
                const isFine = checkTripoOptions(options).length === 0;
                expect(accepts(() => readInputs({ ...options, image: "asset_x" }))).toBe(isFine);
                expect(accepts(() => parseTripoOptions(options))).toBe(isFine);
            }),
            { numRuns: 2000 },
        );
    });

    it("keep every given value and fill in the rest", () => {
        fc.assert(
            fc.property(optionsArbitrary, (options) => {
                fc.pre(checkTripoOptions(options).length === 0);
                expect(parseTripoOptions(options)).toEqual({ ...tripoDefaults, ...options });
            }),
        );
    });

    it.each([undefined, {}])("are the service's defaults when nothing is chosen (%j)", (options) => {
        expect(parseTripoOptions(options)).toEqual(tripoDefaults);
    });

    it.each([
        [{}, 1, 1_500_000],
        [{ geometryQuality: "detailed" }, 1, 2_000_000],
        [{ quad: true }, 1, 150_000],
        [{ quad: true, geometryQuality: "detailed" }, 1, 150_000],
        [{ smartLowPoly: true }, 1_000, 20_000],
        [{ smartLowPoly: true, geometryQuality: "detailed" }, 1_000, 20_000],
        [{ smartLowPoly: true, quad: true }, 500, 10_000],
    ] as const)("allow face limits with %j from %i to %i", (options, min, max) => {
        expect(faceLimitRange(options)).toEqual({ min, max });
        expect(issuesOf({ ...options, faceLimit: min })).toEqual([]);
        expect(issuesOf({ ...options, faceLimit: max })).toEqual([]);
        expect(issuesOf({ ...options, faceLimit: min - 1 })).toEqual(["faceLimit"]);
        expect(issuesOf({ ...options, faceLimit: max + 1 })).toEqual(["faceLimit"]);
    });

    it("say which range holds beside which other choices", () => {
        expect(checkTripoOptions({ smartLowPoly: true, quad: true, faceLimit: 20_000 })[0]?.message).toBe(
            "With smart low poly and quad, the face limit goes from 500 to 10,000 faces, or stays empty.",
        );
    });

    it("need texture, PBR and quad off for parts", () => {
        expect(issuesOf({ generateParts: true })).toEqual(["texture", "pbr"]);
        expect(issuesOf({ generateParts: true, texture: false, pbr: false, quad: true })).toEqual(["quad"]);
        expect(issuesOf({ generateParts: true, texture: false, pbr: false })).toEqual([]);
    });

    it.each([
        ["faceLimit", 1.5],
        ["faceLimit", -1],
        ["faceLimit", "100"],
        ["faceLimit", Number.NaN],
        ["faceLimit", Number.POSITIVE_INFINITY],
        ["faceLimit", null],
        ["seed", -1],
        ["seed", 2 ** 31],
        ["seed", 0.5],
        ["textureSeed", 2 ** 31],
        ["textureSeed", "1"],
        ["texture", "true"],
        ["texture", null],
        ["textureQuality", "ultra"],
        ["orientation", ""],
        ["geometryQuality", "extreme"],
    ])("refuse %s = %j with words about it", (option, value) => {
        const issues = checkTripoOptions({ [option]: value });
        expect(issues.map((issue) => issue.option)).toEqual([option]);
        expect(issues[0]?.message).toMatch(/\.$/);
    });

    it.each([[null], ["texture"], [3], [[true]]])("refuse what is not an object of options (%j)", (options) => {
        expect(issuesOf(options)).toEqual(["options"]);
    });

    it("refuse a name Tripo does not have, because the service may ignore it and charge", () => {
        expect(checkTripoOptions({ dryRun: true, prompt: "x" })).toEqual([
            { option: "options", message: "Tripo has no option called dryRun, prompt." },
        ]);
    });

    it("throw one error that names every problem and says that nothing was spent", () => {
        const refuse = () => parseTripoOptions({ generateParts: true, faceLimit: 3_000_000 });
        expect(refuse).toThrow(/face limit .* texture .* PBR/s);
        try {
            refuse();
        } catch (error) {
            expect(isGenerationError(error) && error).toMatchObject({ kind: "input", spending: "none" });
        }
    });

    it("go into the request as they are, without the unset ones", () => {
        const { input } = tripoRequest("asset_x", { ...tripoDefaults, texture: false, seed: undefined, faceLimit: 5 });
        expect(input).toEqual({ image: "asset_x", ...tripoDefaults, texture: false, faceLimit: 5 });
        expect(Object.keys(input)).not.toContain("seed");
    });
});
