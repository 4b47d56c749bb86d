import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { accessor, addBox, alterGlb, boxGlb, buildGlb, type Change, oddBox, pngHeader } from "../support/buildGlb";
import { compressGlb } from "../support/compressGlb";
import { issueCodes as codes } from "../support/issueCodes";

describe("inspectModel on sound files", () => {
    it("counts what a box has and measures it", async () => {
        const glb = await boxGlb(oddBox, pngHeader(64, 32));
        expect(inspectModel(glb)).toEqual({
            ...{ valid: true, format: "glb", size: glb.length, generator: expect.stringContaining("glTF-Transform") },
            ...{ triangles: 12, vertices: 8, meshes: 1, materials: 1, nodes: 1, drawCalls: 1, bounds: oddBox },
            ...{ hasNormals: false, hasUvs: false, animations: [], skins: [], cameras: 0, lights: 0, extensions: [] },
            textures: [{ name: "paint", mediaType: "image/png", width: 64, height: 32, size: 64, memory: 10_923 }],
            ...{ textureMemory: 10_923, geometryMemory: 8 * 12 + 36 * 2, repairs: [] },
            issues: [{ severity: "info", code: "no-normals", message: expect.stringContaining("flat") }],
        });
    });

    it("measures a view into a larger buffer at an odd offset", async () => {
        const glb = await boxGlb();
        const shifted = new Uint8Array(glb.length + 9);
        shifted.set(glb, 3);
        expect(inspectModel(shifted.subarray(3, 3 + glb.length))).toEqual(inspectModel(glb));
    });

    it("applies the transforms of nested nodes to the bounds", async () => {
        const glb = await buildGlb((document, add) => {
            const inner = document.createNode().setMesh(addBox(document, { min: [0, 0, 0], max: [1, 1, 1] }));
            inner.setScale([2, 3, 4]).setTranslation([1, 0, 0]);
            const quarterTurn = [0, Math.SQRT1_2, 0, Math.SQRT1_2] as const;
            add(
                document
                    .createNode()
                    .setRotation([...quarterTurn])
                    .setTranslation([10, 0, 0])
                    .addChild(inner),
            );
        });
        const { bounds } = inspectModel(glb);
        // A quarter turn about +Y takes x to -z and z to x.
        for (const [axis, value] of [10, 0, -3].entries()) expect(bounds?.min[axis]).toBeCloseTo(value, 9);
        for (const [axis, value] of [14, 3, -1].entries()) expect(bounds?.max[axis]).toBeCloseTo(value, 9);
    });

    it("reads a node's matrix column by column", async () => {
        const glb = alterGlb(await boxGlb(), [
            ["nodes", 0, "matrix"],
            [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1],
        ]);
        expect(inspectModel(glb).bounds).toEqual({ min: [3, 5.5, 4], max: [11, 8.5, 9] });
    });

    it("counts a mesh that two nodes share twice, and one outside the scene not at all", async () => {
        const glb = await buildGlb((document, add) => {
            const mesh = addBox(document, oddBox);
            add(document.createNode().setMesh(mesh));
            add(document.createNode().setMesh(mesh).setTranslation([10, 0, 0]));
            document.createNode().setMesh(addBox(document, oddBox));
        });
        const report = inspectModel(glb);
        expect(report).toMatchObject({ triangles: 24, vertices: 16, drawCalls: 2, meshes: 2, nodes: 3, valid: true });
        expect(report.bounds?.max[0]).toBe(13);
    });

    it("does not believe what the file declares about its bounds", async () => {
        const far = [1e9, 1e9, 1e9];
        const glb = alterGlb(
            await boxGlb(),
            [["accessors", 0, "min"], far.map((value) => -value)],
            [["accessors", 0, "max"], far],
        );
        expect(inspectModel(glb)).toMatchObject({ valid: true, bounds: oddBox });
    });

    it("measures a skinned mesh where its joints put it and not where its node is", async () => {
        const glb = await buildGlb((document, add) => {
            const mesh = addBox(document, { min: [0, 0, 0], max: [1, 1, 1] });
            const weights = new Float32Array(8 * 4).map((_, at) => (at % 4 === 0 ? 1 : 0));
            for (const primitive of mesh.listPrimitives()) {
                primitive.setAttribute("JOINTS_0", accessor(document, "VEC4", new Uint16Array(8 * 4)));
                primitive.setAttribute("WEIGHTS_0", accessor(document, "VEC4", weights));
            }
            const joint = document.createNode().setTranslation([0, 5, 0]).setScale([2, 2, 2]);
            const bind = new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 1]);
            const skin = document
                .createSkin()
                .addJoint(joint)
                .setInverseBindMatrices(accessor(document, "MAT4", bind));
            add(joint);
            add(document.createNode().setMesh(mesh).setSkin(skin).setTranslation([99, 99, 99]));
        });
        expect(inspectModel(glb)).toMatchObject({
            ...{ valid: true, skins: [{ joints: 1 }] },
            bounds: { min: [-2, 5, 0], max: [0, 7, 2] },
        });
    });

    it("reads normalised and interleaved positions", async () => {
        const glb = alterGlb(
            await boxGlb({ min: [0, 0, 0], max: [1, 1, 1] }),
            // The floats 0 and 1 read as 16-bit numbers: 1 is 0x3f800000, so its upper half is 0x3f80.
            [["accessors", 0, "componentType"], 5123],
            [["accessors", 0, "normalized"], true],
            [["accessors", 0, "byteOffset"], 2],
            [["bufferViews", 0, "byteStride"], 12],
        );
        const top = 0x3f80 / 0xffff;
        const { bounds } = inspectModel(glb);
        expect(codes(glb)).toEqual([]);
        expect(bounds?.max[0]).toBeCloseTo(top, 9);
    });

    it("applies sparse corrections to positions that are zero otherwise", async () => {
        const corner = {
            count: 1,
            // The third corner of the triangle list is point 1; it moves to where the box has its last point.
            indices: { bufferView: 1, byteOffset: 4, componentType: 5123 },
            values: { bufferView: 0, byteOffset: 84 },
        };
        const glb = alterGlb(
            await boxGlb(),
            [["accessors", 0, "bufferView"], undefined],
            [["accessors", 0, "sparse"], corner],
        );
        expect(inspectModel(glb)).toMatchObject({ valid: true, bounds: { min: [0, 0, 0], max: oddBox.max } });
    });

    it.each([
        ["draco", "KHR_draco_mesh_compression"],
        ["meshopt", "EXT_meshopt_compression"],
    ] as const)("takes points packed with %s and says that the size is only declared", async (kind, extension) => {
        const glb = await compressGlb(await boxGlb(), kind);
        expect(inspectModel(glb)).toMatchObject({
            ...{ valid: true, bounds: oddBox, extensions: expect.arrayContaining([extension]), triangles: 12 },
        });
        expect(codes(glb)).toEqual(["compressed"]);
    });

    it("has no bounds for a compressed file that declares none", async () => {
        const packed = await compressGlb(await boxGlb(), "meshopt");
        const glb = alterGlb(packed, ...[0, 1].map((at): Change => [["accessors", at, "min"], undefined]));
        expect(inspectModel(glb)).toMatchObject({ valid: true, triangles: 12 });
        expect(inspectModel(glb)).not.toHaveProperty("bounds");
    });

    it("tells a heavy model without refusing it", async () => {
        const glb = await buildGlb((document, add) => {
            const mesh = addBox(document, oddBox);
            for (let copy = 0; copy < 600; copy++) add(document.createNode().setMesh(mesh));
        });
        expect(inspectModel(glb)).toMatchObject({ valid: true, drawCalls: 600 });
        expect(codes(glb)).toEqual(["many-pieces"]);
    });

    it("ignores application data, whatever it holds", async () => {
        const glb = alterGlb(
            await boxGlb(),
            [["nodes", 0, "extras"], { uri: "https://example.com/a" }],
            [["extras"], 7],
        );
        expect(inspectModel(glb).valid).toBe(true);
    });
});

describe("inspectModel on real generated files", () => {
    const samples = "../shared/samples/models";
    const missing = !existsSync(samples);
    const read = (name: string) => inspectModel(readFileSync(`${samples}/${name}`));

    it.skipIf(missing)("reads a Tripo model (skipped without ../shared/samples)", () => {
        expect(read("tripo-65k-2k-pbr.glb")).toMatchObject({
            ...{ valid: true, issues: [], generator: "https://tripo3d.ai", triangles: 65_988, hasNormals: true },
            textures: [{ width: 2048, mediaType: "image/jpeg" }, { width: 2048 }, { width: 2048 }],
        });
    });

    it.skipIf(missing)("reads a Rodin model (skipped without ../shared/samples)", () => {
        expect(read("rodin-36k-1k-pbr.glb")).toMatchObject({ valid: true, issues: [], triangles: 36_616 });
    });

    it.skipIf(missing)("reads a TRELLIS model without normals (skipped without ../shared/samples)", () => {
        expect(read("trellis-5k-no-normals.glb")).toMatchObject({ valid: true, hasNormals: false });
        expect(codes(readFileSync(`${samples}/trellis-5k-no-normals.glb`))).toEqual([]);
    });
});
