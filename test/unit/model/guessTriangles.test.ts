import { describe, expect, it } from "vitest";
import { guessTriangles } from "../../../plugin/model/guessTriangles";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { alterGlb, boxGlb } from "../support/buildGlb";
import { compressGlb } from "../support/compressGlb";
import { ballGlb } from "../support/surfaces";

describe("guessTriangles", () => {
    it("finds what the check finds, also in a packed file", async () => {
        const glb = await ballGlb();
        expect(guessTriangles(glb)).toBe(inspectModel(glb).triangles);
        const packed = await compressGlb(glb, "draco");
        expect(guessTriangles(packed)).toBe(inspectModel(packed).triangles);
    });

    it("makes nothing of what is no model, or is described at length", async () => {
        const box = await boxGlb();
        const long = alterGlb(box, [["extras"], "x".repeat(300_000)]);
        for (const bytes of [new Uint8Array(), new Uint8Array(40), box.subarray(0, 60), long]) {
            expect(guessTriangles(bytes)).toBe(0);
        }
    });
});
