import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Model, modelAnswerSchema } from "../../../plugin/scenario/model";
import { checkTripoOptions, tripoDefaults, tripoModelId } from "../../../plugin/scenario/tripo";
import { tripoModel } from "../../../plugin/scenario/tripoModel";
import { openSession } from "./clientSession";

const sample = "../shared/samples/api/model_tripo-v3-1-image-to-3d.json";

/** Everything but the descriptions, which are in our own words. */
function factsOf(model: Model) {
    return model.inputs.map(({ description, ...facts }) => JSON.parse(JSON.stringify(facts)));
}

describe("the bundled record of Tripo 3.0", () => {
    it.skipIf(!existsSync(sample))("has the facts of the recorded 3.1 one (skipped without ../shared/samples)", () => {
        const { model } = modelAnswerSchema.parse(JSON.parse(readFileSync(sample, "utf8")));
        expect(factsOf(tripoModel)).toEqual(factsOf(model));
    });

    it("has the facts the service gives over HTTP", async () => {
        const { client } = await openSession();
        const model = await client.retrieveModel(tripoModelId);
        expect(model.id).toBe(tripoModel.id);
        expect(factsOf(tripoModel)).toEqual(factsOf(model));
    });

    it("describes every option and only options", () => {
        const names = tripoModel.inputs.map(({ name }) => name).sort();
        expect(names).toEqual([...Object.keys(tripoDefaults), "image", "textureSeed", "faceLimit", "seed"].sort());
        expect(tripoModel.inputs.every(({ description }) => description !== undefined)).toBe(true);
    });

    it("offers only values the rules accept", () => {
        for (const { name, allowedValues } of tripoModel.inputs) {
            for (const { value } of allowedValues ?? []) {
                expect(checkTripoOptions({ [name]: value })).toEqual([]);
            }
        }
    });
});

describe("a model's record", () => {
    const parse = (model: unknown) => modelAnswerSchema.parse({ model }).model;

    it("is read without labels, limits, inputs or a name", () => {
        expect(parse({ id: "m" })).toEqual({ id: "m", name: "m", inputs: [] });
        expect(parse({ id: "m", inputs: [{ name: "a", type: "number" }] }).inputs).toMatchObject([
            { name: "a", label: "a", required: false, costImpact: false },
        ]);
    });

    it("loses only the input that cannot be read", () => {
        const inputs = [{ name: "a" }, null, "b", { name: "c", type: "string", min: "low", required: true }];
        expect(parse({ id: "m", inputs }).inputs.map(({ name, min }) => [name, min])).toEqual([["c", undefined]]);
    });

    it("keeps a value without a label as its own label", () => {
        const inputs = [{ name: "a", type: "string", allowedValues: ["x", 2] }];
        const uiConfig = { selects: { a: { x: "The X" } } };
        expect(parse({ id: "m", inputs, uiConfig }).inputs[0]?.allowedValues).toEqual([
            { value: "x", label: "The X" },
            { value: 2, label: "2" },
        ]);
    });

    it("is no record without an id", () => {
        expect(modelAnswerSchema.safeParse({ model: { name: "x" } }).success).toBe(false);
    });
});
