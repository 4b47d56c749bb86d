import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { alterGlb, boxGlb, type Change, oddBox, pngHeader } from "../support/buildGlb";
import { issueCodes } from "../support/issueCodes";
import { ktx2Header } from "../support/ktx2Header";

const painted = () => boxGlb(oddBox, pngHeader(64, 64));
const plainBytes = 64 * 64 * 4;
const withMipmaps = Math.round((plainBytes * 4) / 3);
const material = ["materials", 0] as const;

describe("the memory of textures", () => {
    const memory = async (...changes: Change[]) => inspectModel(alterGlb(await painted(), ...changes)).textureMemory;

    it("is four bytes for each pixel and a third more for mipmaps", async () => {
        expect(await memory()).toBe(withMipmaps);
    });

    it.each([9728, 9729])("has no mipmaps with the filter %i", async (minFilter) => {
        const changes: Change[] = [
            [["samplers"], [{ minFilter }]],
            [["textures", 0, "sampler"], 0],
        ];
        expect(await memory(...changes)).toBe(plainBytes);
    });

    it("counts a picture again that is shown as colour and as numbers", async () => {
        const roughness = { metallicRoughnessTexture: { index: 0 }, baseColorTexture: { index: 0 } };
        expect(await memory([[...material, "pbrMetallicRoughness"], roughness])).toBe(2 * withMipmaps);
    });

    it("counts a picture once that is shown twice in one way", async () => {
        expect(await memory([[...material, "emissiveTexture"], { index: 0 }])).toBe(withMipmaps);
    });

    it("counts no picture that nothing shows", async () => {
        expect(await memory([["meshes", 0, "primitives", 0, "material"], undefined])).toBe(0);
    });

    it("takes one byte for each pixel of a KTX2", async () => {
        const glb = alterGlb(await boxGlb(oddBox, ktx2Header(64, 64)), [["images", 0, "mimeType"], "image/ktx2"]);
        expect(inspectModel(glb)).toMatchObject({
            valid: true,
            textures: [{ mediaType: "image/ktx2", memory: 5_461 }],
        });
    });
});

describe("the guess at a model's front", () => {
    const front = async (...changes: Change[]) => inspectModel(alterGlb(await boxGlb(), ...changes)).front?.direction;
    const tripo: Change = [["nodes", 0, "name"], "tripo_node_0f3c"];
    const turned = (x: number, y: number, z: number, w: number): Change => [
        ["nodes", 0, "rotation"],
        [x, y, z, w],
    ];
    const half = Math.SQRT1_2;

    it("is where Tripo's models look, with its reason", async () => {
        expect(inspectModel(alterGlb(await boxGlb(), tripo)).front).toEqual({
            direction: "+X",
            reason: expect.stringContaining("Tripo"),
        });
    });

    it.each([
        ["+Z", turned(0, -half, 0, half)],
        ["-Z", turned(0, half, 0, half)],
        ["-X", turned(0, 1, 0, 0)],
        ["+X", turned(half, 0, 0, half)],
    ] as const)("goes along when another tool has turned the model to %s", async (direction, turn) => {
        expect(await front(tripo, turn)).toBe(direction);
    });

    it("is not made when the model was turned anywhere else", async () => {
        expect(await front(tripo, turned(0, 0, half, half))).toBeUndefined();
        expect(await front(tripo, turned(0, 0.38268343, 0, 0.92387953))).toBeUndefined();
    });

    it("is not made for any other file", async () => {
        expect(await front()).toBeUndefined();
    });
});

describe("what is repaired", () => {
    const primitive = ["meshes", 0, "primitives", 0] as const;

    it("is a material that is not there", async () => {
        const glb = alterGlb(await boxGlb(), [[...primitive, "material"], 5]);
        expect(inspectModel(glb)).toMatchObject({ valid: true, repairs: [[...primitive, "material"]] });
        expect(issueCodes(glb)).toEqual(["missing-material"]);
    });

    it("is a false size", async () => {
        const glb = alterGlb(await boxGlb(), [
            ["accessors", 0, "max"],
            [9, 9, 9],
        ]);
        expect(inspectModel(glb)).toMatchObject({ valid: true, bounds: oddBox });
        expect(issueCodes(glb)).toEqual(["wrong-bounds"]);
    });

    it("is not a size that is rounded", async () => {
        expect(
            issueCodes(
                alterGlb(await boxGlb(), [
                    ["accessors", 0, "max"],
                    [3.002, 2.499, 2],
                ]),
            ),
        ).toEqual([]);
    });

    it("is said of a model without normals and without a material", async () => {
        const { issues } = inspectModel(await boxGlb());
        expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
            "info no-material",
            "info no-normals",
        ]);
    });
});

describe("what a file brings beside the model", () => {
    it("is counted and said", async () => {
        const light = { KHR_lights_punctual: { light: 0 } };
        const glb = alterGlb(
            await boxGlb(),
            [["extensionsUsed"], ["KHR_lights_punctual"]],
            [["extensions"], { KHR_lights_punctual: { lights: [{ type: "point" }] } }],
            [["cameras"], [{ type: "perspective" }]],
            [["nodes", 0], { mesh: 0, camera: 0, children: [1, 2] }],
            [["nodes", 1], { extensions: light }],
            [["nodes", 2], { extensions: light }],
        );
        const report = inspectModel(glb);
        expect(report).toMatchObject({ valid: true, cameras: 1, lights: 2 });
        expect(report.issues.find(({ code }) => code === "has-extras")?.message).toBe(
            "The file brings 1 camera and 2 lights, left out unless asked for.",
        );
    });

    it("is no camera that the scene does not show", async () => {
        const glb = alterGlb(await boxGlb(), [["cameras"], [{}]], [["nodes", 1], { camera: 0 }]);
        expect(inspectModel(glb).cameras).toBe(0);
    });

    it("are animations with their lengths", async () => {
        const times = { componentType: 5126, count: 2, type: "SCALAR", bufferView: 0, byteOffset: 72, max: [3] };
        const sampler = { input: 2, output: 0 };
        const channel = { sampler: 0, target: { node: 0, path: "translation" } };
        const glb = alterGlb(
            await boxGlb(),
            [["accessors", 2], times],
            [["bufferViews", 0, "byteStride"], undefined],
            [["animations"], [{ name: "hop", samplers: [sampler], channels: [channel] }]],
        );
        expect(inspectModel(glb).animations).toEqual([{ name: "hop", seconds: expect.any(Number) }]);
    });
});
