import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { modelLimits } from "../../../plugin/model/modelLimits";
import { openAccessor } from "../../../plugin/model/readAccessor";
import { addPrimitive, alterGlb, boxGlb, buildGlb, type Change, pngHeader } from "../support/buildGlb";
import { issueCodes as codes } from "../support/issueCodes";

vi.mock("../../../plugin/model/readAccessor", { spy: true });

afterEach(() => vi.mocked(openAccessor).mockClear());

const list = <T>(length: number, item: T): T[] => new Array<T>(length).fill(item);

/** A mesh with this many points and hardly any triangle. */
function cloudGlb(points: number): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const positions = list(points * 3, 0).map((_, at) => (at === 3 ? 1 : 0));
        const primitive = addPrimitive(document, positions, [0, 1, 2]);
        add(document.createNode("cloud").setMesh(document.createMesh().addPrimitive(primitive)));
    });
}

/** As many nodes that all show the first mesh. */
function repeated(nodes: number): Change[] {
    return [
        [["nodes"], list(nodes, { mesh: 0 })],
        [["scenes", 0, "nodes"], [...list(nodes, 0).keys()]],
    ];
}

/** The first node's mesh, as many times as an accessor without data says. */
function instanced(count: number): Change[] {
    const places = { componentType: 5121, count, type: "VEC3" };
    return [
        [["accessors", 2], places],
        [["nodes", 0, "extensions"], { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }],
    ];
}

describe("inspectModel on a model of many points", () => {
    let cloud: Uint8Array;
    beforeAll(async () => {
        cloud = await cloudGlb(100_000);
    });

    it("refuses one mesh that many nodes show, without looking at a point", () => {
        const report = inspectModel(alterGlb(cloud, ...repeated(121)));
        expect(report).toMatchObject({ valid: false, vertices: 12_100_000 });
        expect(report.issues[0]).toEqual({
            severity: "error",
            code: "too-many-points",
            message: "The model has 12.1 million points with all its copies, more than a page can hold.",
            advice: "Generate the model with a lower face limit, or export a simpler version of it.",
        });
        expect(openAccessor).not.toHaveBeenCalled();
    });

    it("measures as many as there may be", () => {
        const report = inspectModel(alterGlb(cloud, ...repeated(120)));
        expect(report).toMatchObject({ valid: true, vertices: modelLimits.vertices });
        expect(report).toHaveProperty("bounds");
    });

    it("refuses copies by instancing in the same way", () => {
        expect(codes(alterGlb(cloud, ...instanced(121)))).toEqual(["too-many-points"]);
        expect(openAccessor).not.toHaveBeenCalled();
    });

    it("counts ten thousand nodes times ten thousand parts without going through each", () => {
        const parts: Change = [
            ["meshes", 0, "primitives"],
            list(10_000, { attributes: { POSITION: 0 }, indices: 1, mode: 0 }),
        ];
        const report = inspectModel(alterGlb(cloud, parts, ...repeated(10_000)));
        expect(report).toMatchObject({ valid: false, drawCalls: 100_000_000 });
    });
});

describe("inspectModel on a model that is larger than its file", () => {
    it.each([
        [50_000, []],
        [50_001, ["too-many-copies"]],
        [5_000_000, ["too-many-points", "too-many-copies"]],
    ])("answers %i instances with %j", async (count, expected) => {
        const triangle = await buildGlb((document, add) => {
            const primitive = addPrimitive(document, [0, 0, 0, 1, 1, 1, 2, 0, 0], [0, 1, 2]);
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const errors = inspectModel(alterGlb(triangle, ...instanced(count))).issues.filter(
            ({ severity }) => severity === "error",
        );
        expect(errors.map(({ code }) => code)).toEqual(expected);
    });

    it("counts copies for each part that is copied", async () => {
        const parts: Change = [["meshes", 0, "primitives"], list(3, { attributes: { POSITION: 0 } })];
        expect(codes(alterGlb(await boxGlb(), parts, ...instanced(20_000)))).toContain("too-many-copies");
    });

    it.each([
        [80, 1, []],
        [81, 1, ["too-many-shapes"]],
        [40, 2, []],
        [41, 2, ["too-many-shapes"]],
    ])("answers %i shape keys with %i details each with %j", async (keys, details, expected) => {
        const target = details === 1 ? { POSITION: 0 } : { POSITION: 0, NORMAL: 0 };
        const glb = alterGlb(await cloudGlb(100_000), [["meshes", 0, "primitives", 0, "targets"], list(keys, target)]);
        expect(codes(glb)).toEqual(expected);
    });

    it("counts the shape keys of every node that shows them", async () => {
        const targets = list(41, { POSITION: 0 });
        const glb = alterGlb(await cloudGlb(100_000), [["meshes", 0, "primitives", 0, "targets"], targets]);
        expect(codes(alterGlb(glb, ...repeated(2)))).toEqual(["too-many-shapes"]);
    });

    it("refuses thousands of shape keys that move nothing", async () => {
        const targets = list(8_001, {});
        expect(codes(alterGlb(await boxGlb(), [["meshes", 0, "primitives", 0, "targets"], targets]))).toEqual([
            "too-many-shapes",
        ]);
    });

    it("refuses more pieces than a page can draw", async () => {
        expect(codes(alterGlb(await boxGlb(), ...repeated(2_001)))).toEqual(["too-many-pieces"]);
    });

    it.each([
        [10_000, true],
        [10_001, false],
    ])("answers %i nodes with valid = %s", async (count, valid) => {
        const nodes = [{ mesh: 0 }, ...list(count - 1, {})];
        const glb = alterGlb(await boxGlb(), [["nodes"], nodes]);
        expect(inspectModel(glb).valid).toBe(valid);
        expect(codes(glb)).toEqual(valid ? [] : ["too-many-nodes"]);
    });

    it.each([
        [9, []],
        [10, ["too-many-keys"]],
    ])("answers %i animation channels of a hundred thousand moments with %j", async (count, expected) => {
        const moments = { componentType: 5121, count: 100_000, type: "SCALAR" };
        const channel = { sampler: 0, target: { path: "translation" } };
        const animation = { samplers: [{ input: 2, output: 0 }], channels: list(count, channel) };
        const glb = alterGlb(await cloudGlb(100_000), [["accessors", 2], moments], [["animations"], [animation]]);
        expect(codes(glb)).toEqual(expected);
    });

    it("counts the moments of each shape key that a channel moves", async () => {
        const animation = {
            samplers: [{ input: 1, output: 0 }],
            channels: list(11, { sampler: 0, target: { path: "weights" } }),
        };
        const glb = alterGlb(await cloudGlb(100_000), [["animations"], [animation]]);
        expect(codes(glb)).toEqual(["too-many-keys"]);
    });

    it("refuses lines whose index lists are read again and again", async () => {
        const glb = await buildGlb((document, add) => {
            const primitive = addPrimitive(document, [0, 0, 0, 1, 1, 1], list(100_000, 0));
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const lines = list(601, { attributes: { POSITION: 0 }, indices: 1, mode: 1 });
        expect(codes(alterGlb(glb, [["meshes", 0, "primitives"], lines]))).toEqual(["too-many-corners"]);
        expect(openAccessor).not.toHaveBeenCalled();
    });

    it("has room for two million triangles that share no point", async () => {
        const glb = await cloudGlb(3);
        const counts: Change[] = [
            [["accessors", 0, "count"], 6_000_000],
            [["accessors", 0, "bufferView"], undefined],
            [["accessors", 0, "componentType"], 5121],
            [["accessors", 1, "count"], 6_000_000],
            [["accessors", 1, "bufferView"], undefined],
        ];
        const report = inspectModel(alterGlb(glb, ...counts));
        expect(report).toMatchObject({ triangles: 2_000_000, vertices: 6_000_000 });
        expect(report.issues.map(({ code }) => code)).not.toContain("too-many-points");
    });
});

describe("inspectModel on data addresses", () => {
    const png = (side: number) => Buffer.from(pngHeader(side, side)).toString("base64");

    it.each(["data:", "DATA:", "Data:"])("checks a texture behind %s", async (scheme) => {
        const withTexture = async (side: number) =>
            alterGlb(await boxGlb(), [["images"], [{ uri: `${scheme}image/png;base64,${png(side)}` }]]);
        expect(codes(await withTexture(20_000))).toEqual(["texture-too-large"]);
        expect(inspectModel(await withTexture(32))).toMatchObject({ valid: true, textures: [{ width: 32 }] });
    });

    it.each(["data:", "DATA:"])("checks that a buffer behind %s holds what it states", async (scheme) => {
        const uri = `${scheme}application/octet-stream;base64,AAAA`;
        const glb = alterGlb(await boxGlb(), [["buffers", 1], { byteLength: 4, uri }]);
        expect(codes(glb)).toEqual(["missing-data"]);
        expect(codes(alterGlb(glb, [["buffers", 1, "byteLength"], 3]))).toEqual([]);
    });
});
