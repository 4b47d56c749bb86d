import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createModelFile, type ModelOptions } from "../../../sandbox/emulator/model/createModelFile";
import { openEdges } from "../standIn/meshFacts";
import { createTestModel, defaults, untextured } from "./createTestModel";
import { findFaults, readGlb, USUAL_WARNING } from "./readModel";
import { createOpaqueJpeg, createTransparentPng } from "./testPictures";

let transparent: Uint8Array;
let opaque: Uint8Array;

beforeAll(async () => {
    transparent = await createTransparentPng();
    opaque = await createOpaqueJpeg();
});

describe("any options", { timeout: 60_000 }, () => {
    it.each<[string, Partial<ModelOptions>]>([
        ["defaults", {}],
        ["no PBR", { pbr: false }],
        ["no textures", untextured],
        ["PBR implying texture", { texture: false }],
        [
            "texture on the geometry, turned to the picture",
            { textureAlignment: "geometry", orientation: "align_image" },
        ],
        ["detailed geometry", { geometryQuality: "detailed", ...untextured }],
        ["a low limit", { faceLimit: 500 }],
        ["the lowest limit", { faceLimit: 8 }],
        ["low poly in metres", { smartLowPoly: true, autoSize: true }],
        ["parts", { generateParts: true, ...untextured }],
        ["parts with a limit and seeds", { generateParts: true, faceLimit: 600, seed: 3, textureSeed: 4 }],
        ["quads", { quad: true }],
        ["quads without PBR", { quad: true, pbr: false }],
        ["quads without textures", { quad: true, ...untextured }],
        ["low-poly quads", { quad: true, smartLowPoly: true, faceLimit: 700 }],
    ])("give a GLB the Khronos validator has nothing against: %s", async (_, options) => {
        const model = await createTestModel(options, opaque);
        const faults = await findFaults(await model.toGlb());
        expect(faults.filter((code) => code !== USUAL_WARNING)).toEqual([]);
    });

    it("give what the file says about itself", async () => {
        const model = await createTestModel();
        const [part] = (await readGlb(model.bytes)).parts;
        expect(model).toMatchObject({ format: "glb", mediaType: "model/gltf-binary", hasUvs: true, hasNormals: true });
        expect(model.faceCount).toBe((part?.indices.length ?? 0) / 3);
        expect(model.vertexCount).toBe((part?.positions.length ?? 0) / 3);
        expect(Math.max(...model.dimensions)).toBeCloseTo(1, 5);
        // Read from the JSON itself: the reader puts its own name over the generator's.
        expect(Buffer.from(model.bytes).toString("latin1")).toContain('"generator":"babylon-scenario emulator"');
        expect(await model.toGlb()).toBe(model.bytes);
    });

    it("give one root node without a transform, one mesh and one material", async () => {
        const { document } = await readGlb((await createTestModel()).bytes);
        const [scene] = document.getRoot().listScenes();
        const nodes = scene?.listChildren() ?? [];
        expect(nodes.map((node) => node.getName())).toEqual([expect.stringMatching(/^tripo_node_[0-9a-f-]{36}$/)]);
        expect(nodes[0]?.getMatrix()).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
        expect(document.getRoot().listMeshes()).toHaveLength(1);
        expect(document.getRoot().listMaterials()).toHaveLength(1);
    });

    it("give a small PNG of the object alone", async () => {
        const { data, info } = await sharp((await createTestModel({ faceLimit: 8 }, opaque)).thumbnail)
            .raw()
            .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).toEqual([256, 256, 4]);
        const alphas = data.filter((_, i) => i % 4 === 3);
        expect(alphas.includes(0) && alphas.includes(255)).toBe(true);
    });
});

describe("place, size and facing", { timeout: 60_000 }, () => {
    /** How far the top, where a flag hangs to the picture's right, and the bare pole below reach along x and z. */
    const reach = async (options: Partial<ModelOptions>) => {
        const { parts } = await readGlb((await createTestModel({ ...untextured, faceLimit: 4000, ...options })).bytes);
        const positions = parts[0]?.positions ?? [];
        const ends = (axis: number, from: number, to: number) => {
            const values: number[] = [];
            for (let i = 0; i < positions.length; i += 3) {
                const height = positions[i + 1] ?? 0;
                if (height > from && height < to) {
                    values.push(positions[i + axis] ?? 0);
                }
            }
            return { least: Math.min(...values), most: Math.max(...values) };
        };
        return { top: [ends(0, 0.3, 1), ends(2, 0.3, 1)], bottom: [ends(0, -1, 0), ends(2, -1, 0)] };
    };

    it("faces +X by default, the picture's right at -Z", async () => {
        const { top, bottom } = await reach({});
        expect(top[1]?.least).toBeLessThan((bottom[1]?.least ?? 0) - 0.2);
        expect(top[1]?.most).toBeCloseTo(bottom[1]?.most ?? 0, 1);
    });

    it("faces +Z when aligned to the picture, its right at +X", async () => {
        const { top, bottom } = await reach({ orientation: "align_image" });
        expect(top[0]?.most).toBeGreaterThan((bottom[0]?.most ?? 0) + 0.2);
        expect(top[0]?.least).toBeCloseTo(bottom[0]?.least ?? 0, 1);
    });

    it.each([
        ["triangles", {}],
        ["simplified triangles", { faceLimit: 700 }],
        ["quads", { quad: true }],
        ["parts", { generateParts: true }],
    ] as const)("is centred on the origin with longest side 1 as %s", async (_, options) => {
        const { parts } = await readGlb(await (await createTestModel({ ...untextured, ...options })).toGlb());
        const positions = parts.flatMap((part) => Array.from(part.positions));
        const heights = positions.filter((_, i) => i % 3 === 1);
        expect(heights.reduce((most, value) => Math.max(most, value))).toBeCloseTo(0.5, 5);
        expect(heights.reduce((least, value) => Math.min(least, value))).toBeCloseTo(-0.5, 5);
    });

    it("is sized in metres when asked to", async () => {
        const { dimensions } = await createTestModel({ autoSize: true, faceLimit: 1000 });
        expect(dimensions[1]).toBeCloseTo(1.75, 4);
    });
});

describe("seeds", { timeout: 60_000 }, () => {
    it.each<[string, Partial<ModelOptions>]>([
        ["textured GLB", { seed: 9 }],
        ["quad FBX", { quad: true, seed: 9, ...untextured }],
        ["model of parts", { generateParts: true, ...untextured }],
    ])("give the same bytes of a %s for the same request", async (_, options) => {
        const first = await createTestModel({ faceLimit: 9000, ...options });
        const second = await createTestModel({ faceLimit: 9000, ...options });
        expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    });

    it("change the shape", async () => {
        const depths = [];
        for (const seed of [undefined, 1, 2, 3]) {
            depths.push((await createTestModel({ ...untextured, seed })).dimensions[0].toFixed(4));
        }
        expect(new Set(depths).size).toBe(4);
    });
});

describe("parts", { timeout: 60_000 }, () => {
    it("are several named nodes under the root, without textures", async () => {
        const model = await createTestModel({ generateParts: true, ...untextured });
        const { document, parts } = await readGlb(model.bytes);
        expect(parts.length).toBeGreaterThan(2);
        expect(parts.map(({ name }) => name)).toEqual(parts.map((_, i) => `part_${i}`));
        expect(document.getRoot().listTextures()).toEqual([]);
        const [root] = document.getRoot().listScenes()[0]?.listChildren() ?? [];
        expect(root?.listChildren()).toHaveLength(parts.length);
    });
});

describe("cancelling", { timeout: 60_000 }, () => {
    it("ends before anything is done when the signal is already aborted", async () => {
        const reason = new Error("stopped");
        await expect(createModelFile(new Uint8Array(0), defaults, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it("ends with the signal's reason at every step, until there is none left", async () => {
        const reason = new Error("stopped");
        let step = 0;
        for (; ; step++) {
            const signal = signalAbortedAtCheck(step, reason);
            const work = createModelFile(transparent, { ...defaults, faceLimit: 100 }, signal);
            const outcome = await work.catch((error: unknown) => error);
            if (!signal.aborted) {
                break;
            }
            expect(outcome).toBe(reason);
        }
        expect(step).toBeGreaterThan(8);
    });

    /** A signal that is aborted during the n-th time, counted from 0, that the work looks at it. */
    function signalAbortedAtCheck(n: number, reason: Error): AbortSignal {
        const controller = new AbortController();
        const { signal } = controller;
        let checks = 0;
        signal.throwIfAborted = () => {
            if (checks++ === n) {
                controller.abort(reason);
            }
            AbortSignal.prototype.throwIfAborted.call(signal);
        };
        return signal;
    }

    it("leaves the event loop free between steps", async () => {
        let turns = 0;
        let finished = false;
        const work = createTestModel().finally(() => {
            finished = true;
        });
        while (!finished) {
            await new Promise((resolve) => setImmediate(resolve));
            turns++;
        }
        await work;
        expect(turns).toBeGreaterThan(8);
    });
});

const samples = "../shared/samples/images";
describe.skipIf(!existsSync(samples))(
    "sample pictures (skipped when ../shared/samples is absent)",
    { timeout: 60_000 },
    () => {
        it.each(["axe-alpha-1024.png", "chair-alpha-512.png", "house-opaque-1181.png"])(
            "%s becomes a model",
            async (file) => {
                const model = await createTestModel({}, await readFile(`${samples}/${file}`));
                const { parts } = await readGlb(model.bytes);
                expect(await findFaults(model.bytes)).toEqual([USUAL_WARNING]);
                expect(parts.map(openEdges)).toEqual([0]);
                expect(model.faceCount).toBeGreaterThan(60_000);
            },
        );
    },
);
