import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { isError } from "../../../plugin/model/modelReport";
import { sketchModel } from "../../../plugin/model/sketchModel";
import { alterGlb, boxGlb, oddBox, pngHeader, readJson } from "../support/buildGlb";
import { compressGlb } from "../support/compressGlb";
import { ballGlb } from "../support/surfaces";

const facts = (bytes: Uint8Array) => {
    const { materials, meshes, drawCalls, hasNormals, hasUvs } = inspectModel(bytes);
    return { materials, meshes, drawCalls, hasNormals, hasUvs };
};

/** What is wrong with a file, beside that it has no extent, as is meant. */
const errorsOf = (bytes: Uint8Array) =>
    inspectModel(bytes).issues.filter((issue) => isError(issue) && issue.code !== "no-extent");

describe("a sketch of a model", () => {
    it("has its parts and materials, and next to no data", async () => {
        const glb = await ballGlb(100, 100);
        const sketch = sketchModel(glb) ?? expect.fail("There is no sketch");
        expect(facts(sketch)).toEqual(facts(glb));
        expect(errorsOf(sketch)).toEqual([]);
        expect(inspectModel(sketch).triangles).toBe(1);
        expect(sketch.length).toBeLessThan(3_000);
        expect(glb.length).toBeGreaterThan(300_000);
    });

    it("has a pixel for each picture", async () => {
        const sketch = sketchModel(await boxGlb(oddBox, pngHeader(4096, 4096))) ?? expect.fail("There is no sketch");
        expect(inspectModel(sketch).textures).toMatchObject([{ width: 1, height: 1, mediaType: "image/png" }]);
    });

    it.each(["draco", "meshopt"] as const)("of a file packed with %s needs no decoder", async (packing) => {
        const sketch = sketchModel(await compressGlb(await ballGlb(), packing)) ?? expect.fail("There is no sketch");
        expect(errorsOf(sketch)).toEqual([]);
        expect(inspectModel(sketch).extensions).toEqual([]);
        expect(JSON.stringify(readJson(sketch))).not.toMatch(/draco|meshopt/i);
    });

    it("brings no camera, no light and no animation along", async () => {
        const glb = alterGlb(
            await boxGlb(),
            [["cameras"], [{ type: "perspective", perspective: { yfov: 1, znear: 1 } }]],
            [["nodes", 0, "camera"], 0],
            [["animations"], []],
        );
        const sketch = sketchModel(glb) ?? expect.fail("There is no sketch");
        expect(readJson(sketch)).not.toHaveProperty("animations");
        expect(readJson(sketch)).toMatchObject({ nodes: [expect.not.objectContaining({ camera: 0 })] });
    });

    it("is not made where it would not pay, or of what is no file", async () => {
        const glb = await boxGlb();
        const [node] = [{ mesh: 0 }];
        const nodes = Array.from({ length: 201 }, () => node);
        expect(sketchModel(alterGlb(glb, [["nodes"], nodes]))).toBeUndefined();
        expect(sketchModel(alterGlb(glb, [["extensionsUsed"], ["EXT_mesh_gpu_instancing"]]))).toBeUndefined();
        expect(sketchModel(alterGlb(glb, [["meshes"], 7]))).toBeUndefined();
        expect(sketchModel(new Uint8Array(5))).toBeUndefined();
    });
});
