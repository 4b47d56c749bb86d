import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import {
    addPrimitive,
    alterGlb,
    boxGlb,
    buildGlb,
    type Change,
    oddBox,
    pngHeader,
    readJson,
    writeGlb,
} from "../support/buildGlb";
import { issueCodes } from "../support/issueCodes";

const text = (value: string) => new TextEncoder().encode(value);

describe("inspectModel on files that are no model", () => {
    it.each<[string, string, Uint8Array]>([
        ["an empty file", "empty", new Uint8Array()],
        ["a web page", "html", text("\ufeff\n<!DOCTYPE html><html><body>Sign in</body></html>")],
        ["an error of a file server", "xml", text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
        ["an error of the service", "json", text('{"error":"not found"}')],
        ["a gzip archive", "gzip", new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0])],
        ["a binary FBX", "fbx", text("Kaydara FBX Binary  \0\u001a\0")],
        ["a text FBX", "fbx", text("; FBX 7.4.0 project file")],
        ["a PNG", "image", pngHeader(4, 4)],
        ["a JPEG", "image", new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
        ["anything else", "unknown", new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])],
    ])("recognises %s", (_, format, bytes) => {
        const report = inspectModel(bytes);
        expect(report).toMatchObject({ valid: false, format, size: bytes.length, triangles: 0 });
        expect(report.issues).toEqual([
            {
                ...{ severity: "error", code: `not-a-model-${format}` },
                ...{ message: expect.any(String), advice: expect.any(String) },
            },
        ]);
    });

    it("says that a web page is not a model", () => {
        expect(inspectModel(text("<html>")).issues[0]?.message).toBe("The file is a web page, not a model.");
    });
});

describe("inspectModel on damaged containers", () => {
    let box: Uint8Array;
    beforeAll(async () => {
        box = await boxGlb();
    });
    const firstCode = (bytes: Uint8Array) => inspectModel(bytes).issues[0]?.code;
    const poke = (at: number, value: number) => {
        const bytes = box.slice();
        new DataView(bytes.buffer).setUint32(at, value, true);
        return bytes;
    };

    it("calls a file cut off anywhere incomplete", () => {
        for (let length = 4; length < box.length; length += 7) {
            expect(firstCode(box.subarray(0, length))).toBe("truncated");
        }
    });

    it("takes trailing bytes after the declared end for nothing", () => {
        const longer = new Uint8Array(box.length + 10).fill(255);
        longer.set(box);
        expect(inspectModel(longer).valid).toBe(true);
    });

    it.each<[string, number, number, string]>([
        ["version 1", 4, 1, "unsupported-version"],
        ["a total length above the file's", 8, 0xffffffff, "truncated"],
        ["a total length of nothing", 8, 0, "bad-chunks"],
        ["a JSON part longer than the file", 12, 0x7fffffff, "bad-chunks"],
        ["a JSON part of nothing", 12, 0, "bad-chunks"],
        ["a first part that is not JSON", 16, 0x12345678, "bad-chunks"],
    ])("refuses %s", (_, at, value, code) => {
        expect(firstCode(poke(at, value))).toBe(code);
    });

    it.each(["{", "", "[]", "null", "7", '{"asset":{}}', '{"asset":{"version":2}}', '{"asset":{"version":"2.0"}}'])(
        "refuses %j as description",
        (json) => {
            expect(inspectModel(writeGlb(json)).valid).toBe(false);
        },
    );

    it("refuses a description that is not UTF-8", () => {
        expect(firstCode(poke(20, 0xffffffff))).toBe("bad-json");
    });

    it("never throws, whatever bytes are changed", () => {
        const positions = fc.array(fc.tuple(fc.nat(box.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
        fc.assert(
            fc.property(positions, (changes) => {
                const bytes = box.slice();
                for (const [at, value] of changes) bytes[at] = value;
                const report = inspectModel(bytes);
                expect(report.valid).toBe(report.issues.every(({ severity }) => severity !== "error"));
            }),
            { numRuns: 300 },
        );
    });

    it("never throws, whatever is in the description", () => {
        const json = readJson(box);
        fc.assert(
            fc.property(fc.constantFrom(...paths(json)), fc.jsonValue(), (path, value) => {
                inspectModel(alterGlb(box, [path, value]));
            }),
            { numRuns: 400 },
        );
    });
});

function paths(value: unknown, at: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    return [...keys].flatMap((key) => [[...at, key], ...paths(Reflect.get(value, key), [...at, key])]);
}

describe("inspectModel on lying descriptions", () => {
    const primitive = ["meshes", 0, "primitives", 0] as const;
    const outside = "https://example.com/part";

    it.each<[string, string, Change[]]>([
        ["a fractional count", "bad-count", [[["accessors", 0, "count"], 1.5]]],
        ["a negative count", "bad-count", [[["accessors", 0, "count"], -8]]],
        ["a count in words", "bad-count", [[["accessors", 0, "count"], "8"]]],
        ["a count beyond integers", "bad-count", [[["accessors", 0, "count"], 1e300]]],
        ["a huge count", "bad-count", [[["accessors", 0, "count"], 100_000_000]]],
        ["a negative offset", "bad-description", [[["accessors", 0, "byteOffset"], -4]]],
        ["an unknown component type", "bad-description", [[["accessors", 0, "componentType"], 5124]]],
        [
            "a short matrix",
            "bad-description",
            [
                [
                    ["nodes", 0, "matrix"],
                    [1, 0, 0],
                ],
            ],
        ],
        [
            "an infinite translation",
            "bad-description",
            [
                [
                    ["nodes", 0, "translation"],
                    [0, 0, "Infinity"],
                ],
            ],
        ],
        ["an accessor beyond its view", "out-of-bounds", [[["accessors", 0, "count"], 9]]],
        ["an accessor shifted out of its view", "out-of-bounds", [[["accessors", 0, "byteOffset"], 4]]],
        ["a view beyond its buffer", "missing-data", [[["bufferViews", 0, "byteLength"], 9_999]]],
        ["a buffer beyond the file", "missing-data", [[["buffers", 0, "byteLength"], 1_000_000]]],
        ["a second buffer without data", "missing-data", [[["buffers", 1], { byteLength: 4 }]]],
        [
            "a lot of memory from nothing",
            "empty-data",
            [
                [["accessors", 0, "bufferView"], undefined],
                [["accessors", 0, "count"], 50_000_000],
            ],
        ],
        ["a missing mesh", "missing-part", [[["nodes", 0, "mesh"], 1]]],
        [
            "an animation of nothing",
            "missing-part",
            [[["animations"], [{ channels: [], samplers: [{ input: 0, output: 9 }] }]]],
        ],
        ["an animation without channels", "bad-description", [[["animations"], [{ samplers: [] }]]]],
        ["a missing scene", "missing-part", [[["scene"], 3]]],
        ["no scenes", "no-scene", [[["scenes"], []]]],
        ["an empty scene", "no-meshes", [[["scenes", 0, "nodes"], []]]],
        ["a scene without meshes", "no-meshes", [[["nodes", 0, "mesh"], undefined]]],
        ["no positions", "no-positions", [[[...primitive, "attributes"], {}]]],
        ["positions of no point", "no-positions", [[["accessors", 0, "count"], 0]]],
        ["flat positions", "uneven-attributes", [[["accessors", 0, "type"], "VEC2"]]],
        ["indices of the wrong kind", "bad-indices", [[["accessors", 1, "componentType"], 5122]]],
        ["more details than points", "uneven-attributes", [[[...primitive, "attributes", "NORMAL"], 1]]],
        ["an outside picture", "external-address", [[["images"], [{ uri: outside }]]]],
        ["a picture beside the page", "external-address", [[["images"], [{ uri: "texture.png" }]]]],
        ["a picture on the same protocol", "external-address", [[["images"], [{ uri: "//example.com/a.png" }]]]],
        ["an outside buffer", "external-address", [[["buffers", 0, "uri"], outside]]],
        [
            "an outside sound",
            "external-address",
            [[["extensions"], { MSFT_audio_emitter: { clips: [{ uri: outside }] } }]],
        ],
        [
            "an outside light profile",
            "external-address",
            [[["extensions"], { EXT_lights_ies: { lights: [{ uri: outside }] } }]],
        ],
        ["an extension nobody knows", "unknown-extension", [[["extensionsRequired"], ["ACME_portal"]]]],
        ["logic it cannot do without", "unknown-extension", [[["extensionsRequired"], ["KHR_interactivity"]]]],
        ["a node in itself", "node-cycle", [[["nodes", 0, "children"], [0]]]],
        [
            "a node with two parents",
            "node-cycle",
            [
                [["nodes", 1], { children: [0] }],
                [["nodes", 2], { children: [0] }],
                [
                    ["scenes", 0, "nodes"],
                    [1, 2],
                ],
            ],
        ],
        [
            "a node that is its own grandparent",
            "node-cycle",
            [
                [["nodes", 1], { children: [2] }],
                [["nodes", 2], { children: [1] }],
            ],
        ],
        ["a picture that is none", "bad-texture", [[["images"], [{ bufferView: 0, mimeType: "image/png" }]]]],
        ["a picture as SVG", "bad-texture", [[["images"], [{ uri: "data:image/svg+xml;base64,PHN2Zy8+" }]]]],
    ])("refuses %s", async (_, code, changes) => {
        const report = inspectModel(alterGlb(await boxGlb(), ...changes));
        expect(report.valid).toBe(false);
        expect(report.issues.map((issue) => issue.code)).toContain(code);
    });

    it("refuses triangles that use points beyond the last", async () => {
        const glb = await boxGlb();
        const short = alterGlb(glb, [["accessors", 0, "count"], 7]);
        expect(issueCodes(short)).toEqual(["bad-indices"]);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])("refuses a point at %s", async (value) => {
        const glb = await boxGlb({ min: [0, 0, 0], max: [1, value, 1] });
        const bare = alterGlb(glb, [["accessors", 0, "min"], undefined], [["accessors", 0, "max"], undefined]);
        expect(issueCodes(bare)).toEqual(["bad-positions"]);
        expect(inspectModel(bare)).not.toHaveProperty("bounds");
    });

    it("refuses a model of one point", async () => {
        expect(issueCodes(await boxGlb({ min: [1, 1, 1], max: [1, 1, 1] }))).toEqual(["no-extent"]);
    });

    it.each([
        [500, true],
        [501, false],
        [5_000, false],
    ])("answers nodes nested %i deep with valid = %s", async (depth, valid) => {
        const chain = Array.from({ length: depth - 1 }, (_, at) => ({ children: [at + 2] }));
        const nodes = [{}, ...chain, { mesh: 0 }];
        const glb = alterGlb(await boxGlb(), [["nodes"], nodes], [["scenes", 0, "nodes"], [1]]);
        expect(inspectModel(glb).valid).toBe(valid);
    });

    it.each([
        [96, []],
        [97, ["deep-json"]],
        [100_000, ["deep-json"]],
    ])("answers a description nested %i deeper than its lists with %j", async (depth, expected) => {
        const box = await boxGlb();
        const json = JSON.stringify(readJson(box));
        const nest = `${"[".repeat(depth)}${"]".repeat(depth)}`;
        const glb = writeGlb(`${json.slice(0, -1)},"extensions":{"deep":{"er":{"and":${nest}}}}}`, box.slice(-168));
        expect(issueCodes(glb)).toEqual(expected);
    });

    it.each([
        [16_384, 16_384, undefined],
        [16_385, 1, "texture-too-large"],
        [20_000, 20_000, "texture-too-large"],
    ])("answers a texture of %i by %i pixels with %s", async (width, height, code) => {
        expect(issueCodes(await boxGlb(oddBox, pngHeader(width, height)))[0]).toBe(code);
    });

    it("refuses textures that together need too much memory", async () => {
        const glb = await boxGlb(oddBox, pngHeader(16_000, 16_000));
        const image = { bufferView: 0, mimeType: "image/png" };
        expect(inspectModel(alterGlb(glb, [["images"], [image, image]])).issues[0]?.code).toBe("texture-memory");
    });

    it("refuses a compressed view that claims to unpack to gigabytes", async () => {
        const sizes = { byteLength: 96, byteStride: 12, count: 200_000_000 };
        const packed = { buffer: 0, byteOffset: 0, mode: "ATTRIBUTES", ...sizes };
        const glb = alterGlb(
            await boxGlb(),
            [["bufferViews", 0, "extensions"], { EXT_meshopt_compression: packed }],
            [["extensionsUsed"], ["EXT_meshopt_compression"]],
        );
        expect(inspectModel(glb).issues[0]?.code).toBe("too-large-unpacked");
    });

    it("refuses a small mesh repeated into hundreds of millions of triangles", async () => {
        const glb = await buildGlb((document, add) => {
            const indices = new Uint16Array(30_000 * 3);
            const mesh = document.createMesh().addPrimitive(addPrimitive(document, [0, 0, 0, 1, 1, 1], indices));
            for (let copy = 0; copy < 1_000; copy++) add(document.createNode().setMesh(mesh));
        });
        expect(inspectModel(glb).issues.map((issue) => issue.code)).toContain("too-many-triangles");
    });
});
