import { describe, expect, it } from "vitest";
import type { ModelOptions } from "../../../sandbox/emulator/model/createModelFile";
import { openEdges, volumeOf } from "../standIn/meshFacts";
import { createTestModel, untextured } from "./createTestModel";
import { readGlb } from "./readModel";

describe("faces", { timeout: 60_000 }, () => {
    it.each<[number, number, Partial<ModelOptions>]>([
        [60_000, 65_000, {}],
        [380_000, 400_000, { geometryQuality: "detailed" }],
        [950_000, 1_000_000, { geometryQuality: "detailed", faceLimit: 2_000_000 }],
        [185_000, 200_000, { faceLimit: 1_500_000 }],
        [28_000, 30_000, { faceLimit: 30_000 }],
        [450, 500, { faceLimit: 500 }],
        [450, 500, { faceLimit: 500.9 }],
        [8, 8, { faceLimit: 8 }],
        [7_000, 8_000, { smartLowPoly: true }],
        [900, 1_000, { smartLowPoly: true, faceLimit: 1_000 }],
        [18_000, 20_000, { smartLowPoly: true, faceLimit: 90_000 }],
        [27_000, 30_000, { quad: true }],
        [9_000, 10_000, { quad: true, smartLowPoly: true }],
        [450, 500, { quad: true, smartLowPoly: true, faceLimit: 500 }],
        [140_000, 150_000, { quad: true, geometryQuality: "detailed", faceLimit: 150_000 }],
    ])("are between %i and %i for %o", async (least, most, options) => {
        const { faceCount } = await createTestModel({ ...untextured, ...options });
        expect(faceCount).toBeGreaterThanOrEqual(least);
        expect(faceCount).toBeLessThanOrEqual(most);
    });

    it.each([40, 61, 333, 5000])("of all parts together are at most %i", async (faceLimit) => {
        const { faceCount } = await createTestModel({ ...untextured, generateParts: true, faceLimit });
        expect(faceCount).toBeLessThanOrEqual(faceLimit);
    });

    it.each<[string, Partial<ModelOptions>]>([
        ["a fine grid", {}],
        ["a simplified mesh", { faceLimit: 1200 }],
        ["low poly", { smartLowPoly: true }],
        ["parts", { generateParts: true }],
    ])("close the surface of %s", async (_, options) => {
        const { parts } = await readGlb((await createTestModel({ ...untextured, ...options })).bytes);
        for (const part of parts) {
            expect(openEdges(part)).toBe(0);
            expect(volumeOf(part)).toBeGreaterThan(0);
        }
    });
});
