import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createModelFile, type ModelOptions } from "../../../sandbox/emulator/model/createModelFile";
import { openEdges, volumeOf } from "../standIn/meshFacts";
import { defaults, findFaults, readGlb } from "./readModel";
import { createOpaqueJpeg, createTransparentPng, createTurnedJpeg } from "./testPictures";

let transparent: Uint8Array;
let opaque: Uint8Array;

beforeAll(async () => {
    transparent = await createTransparentPng();
    opaque = await createOpaqueJpeg();
});

async function create(options: Partial<ModelOptions> = {}, picture = transparent) {
    return await createModelFile(picture, { ...defaults, ...options });
}

/** Normal-mapped models without tangents get this one warning; the service's own files get it as well. */
const USUAL_WARNING = "MESH_PRIMITIVE_GENERATED_TANGENT_SPACE";

const untextured = { texture: false, pbr: false } as const;

describe("any options", () => {
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
        const model = await create(options, opaque);
        const faults = await findFaults(await model.toGlb());
        expect(faults.filter((code) => code !== USUAL_WARNING)).toEqual([]);
    });

    it("give what the file says about itself", async () => {
        const model = await create();
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
        const { document } = await readGlb((await create()).bytes);
        const [scene] = document.getRoot().listScenes();
        const nodes = scene?.listChildren() ?? [];
        expect(nodes.map((node) => node.getName())).toEqual([expect.stringMatching(/^tripo_node_[0-9a-f-]{36}$/)]);
        expect(nodes[0]?.getMatrix()).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
        expect(document.getRoot().listMeshes()).toHaveLength(1);
        expect(document.getRoot().listMaterials()).toHaveLength(1);
    });

    it("give a small PNG of the object alone", async () => {
        const { data, info } = await sharp((await create({ faceLimit: 8 }, opaque)).thumbnail)
            .raw()
            .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).toEqual([256, 256, 4]);
        const alphas = data.filter((_, i) => i % 4 === 3);
        expect(alphas.includes(0) && alphas.includes(255)).toBe(true);
    });
});

describe("faces", () => {
    it.each<[number, number, Partial<ModelOptions>]>([
        [60_000, 65_000, {}],
        [380_000, 400_000, { geometryQuality: "detailed" }],
        [950_000, 1_000_000, { geometryQuality: "detailed", faceLimit: 1_000_000 }],
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
        const { faceCount } = await create({ ...untextured, ...options });
        expect(faceCount).toBeGreaterThanOrEqual(least);
        expect(faceCount).toBeLessThanOrEqual(most);
    });

    it.each([40, 61, 333, 5000])("of all parts together are at most %i", async (faceLimit) => {
        const { faceCount } = await create({ ...untextured, generateParts: true, faceLimit });
        expect(faceCount).toBeLessThanOrEqual(faceLimit);
    });

    it.each<[string, Partial<ModelOptions>]>([
        ["a fine grid", {}],
        ["a simplified mesh", { faceLimit: 1200 }],
        ["low poly", { smartLowPoly: true }],
        ["parts", { generateParts: true }],
    ])("close the surface of %s", async (_, options) => {
        const { parts } = await readGlb((await create({ ...untextured, ...options })).bytes);
        for (const part of parts) {
            expect(openEdges(part)).toBe(0);
            expect(volumeOf(part)).toBeGreaterThan(0);
        }
    });
});

describe("textures", () => {
    const sizesOf = async (bytes: Uint8Array) => {
        const { document } = await readGlb(bytes);
        const textures = document.getRoot().listTextures();
        return textures.map(
            (texture) => `${texture.getName()} ${texture.getMimeType()} ${texture.getSize()?.join(" ")}`,
        );
    };

    it.each([
        ["standard", 1024],
        ["detailed", 2048],
        ["extreme", 4096],
    ] as const)("are JPEGs of the side that %s asks for", { timeout: 30_000 }, async (textureQuality, side) => {
        const model = await create({ textureQuality, faceLimit: 100 });
        const names = ["base_color", "metallic_roughness", "normal"];
        expect((await sizesOf(model.bytes)).sort()).toEqual(names.map((name) => `${name} image/jpeg ${side} ${side}`));
        expect(await findFaults(model.bytes)).toEqual([USUAL_WARNING]);
    });

    it("are the picture alone without PBR, and none without both", async () => {
        expect(await sizesOf((await create({ pbr: false, faceLimit: 100 })).bytes)).toEqual([
            "base_color image/jpeg 1024 1024",
        ]);
        const bare = await create({ ...untextured, faceLimit: 100 });
        expect(await sizesOf(bare.bytes)).toEqual([]);
        expect(bare.hasUvs).toBe(false);
    });

    it("show the object's colours where the model shows the picture", async () => {
        const model = await create({ pbr: false, faceLimit: 2000 }, opaque);
        const { document } = await readGlb(model.bytes);
        const image = await decode(document.getRoot().listTextures()[0]?.getImage());
        // The picture is 240 by 320: red pole, blue flag, green foot, yellow dot.
        expect(image.at(130 / 240, 60 / 320)).toEqual(closeTo([192, 48, 32]));
        expect(image.at(180 / 240, 60 / 320)).toEqual(closeTo([32, 64, 192]));
        expect(image.at(85 / 240, 260 / 320)).toEqual(closeTo([32, 160, 64]));
        expect(image.at(85 / 240, 140 / 320)).toEqual(closeTo([224, 208, 48]));
    });

    it("show nothing of the background anywhere on the model", async () => {
        for (const options of [{}, { textureAlignment: "geometry" }] as const) {
            const { document, parts } = await readGlb((await create({ pbr: false, ...options }, opaque)).bytes);
            const image = await decode(document.getRoot().listTextures()[0]?.getImage());
            const uvs = parts[0]?.uvs ?? [];
            for (let i = 0; i < uvs.length; i += 2) {
                const [red, green, blue] = image.at(uvs[i] ?? 0, uvs[i + 1] ?? 0);
                // Pure green is the ground; the green foot is far darker and the yellow dot has red.
                expect(green - Math.max(red, blue)).toBeLessThan(135);
            }
        }
    });

    it("fit the object's own bounds when they are aligned to the geometry", async () => {
        const { parts } = await readGlb((await create({ textureAlignment: "geometry", faceLimit: 2000 })).bytes);
        const uvs = Array.from(parts[0]?.uvs ?? []);
        expect(Math.min(...uvs)).toBeCloseTo(0, 1);
        expect(Math.max(...uvs)).toBeCloseTo(1, 1);
        const framed = await readGlb((await create({ faceLimit: 2000 })).bytes);
        const across = Array.from(framed.parts[0]?.uvs ?? []).filter((_, i) => i % 2 === 0);
        expect(Math.min(...across)).toBeCloseTo(60 / 240, 1);
    });

    it("tell the material to use them fully", async () => {
        const { document } = await readGlb((await create({ faceLimit: 100 })).bytes);
        const [material] = document.getRoot().listMaterials();
        expect([material?.getMetallicFactor(), material?.getRoughnessFactor()]).toEqual([1, 1]);
        const flat = await decode(material?.getNormalTexture()?.getImage());
        expect(flat.at(0.02, 0.98)).toEqual(closeTo([128, 128, 255]));
        const gloss = await decode(material?.getMetallicRoughnessTexture()?.getImage());
        expect(gloss.at(0.5, 0.5)[2]).toBeLessThan(12);
    });

    it("differ by texture seed and only by it", async () => {
        const image = async (options: Partial<ModelOptions>) => {
            const { document } = await readGlb((await create({ pbr: false, faceLimit: 100, ...options })).bytes);
            return document.getRoot().listTextures()[0]?.getImage();
        };
        expect(await image({ textureSeed: 1 })).toEqual(await image({ textureSeed: 1, seed: 7 }));
        expect(await image({ textureSeed: 1 })).not.toEqual(await image({ textureSeed: 2 }));
        expect(await image({ textureSeed: 0 })).not.toEqual(await image({}));
    });
});

describe("place, size and facing", () => {
    /** How far the top, where a flag hangs to the picture's right, and the bare pole below reach along x and z. */
    const reach = async (options: Partial<ModelOptions>) => {
        const { parts } = await readGlb((await create({ ...untextured, faceLimit: 4000, ...options })).bytes);
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
        const { parts } = await readGlb(await (await create({ ...untextured, ...options })).toGlb());
        const positions = parts.flatMap((part) => Array.from(part.positions));
        const heights = positions.filter((_, i) => i % 3 === 1);
        expect(heights.reduce((most, value) => Math.max(most, value))).toBeCloseTo(0.5, 5);
        expect(heights.reduce((least, value) => Math.min(least, value))).toBeCloseTo(-0.5, 5);
    });

    it("is sized in metres when asked to", async () => {
        const { dimensions } = await create({ autoSize: true, faceLimit: 1000 });
        expect(dimensions[1]).toBeCloseTo(1.75, 4);
    });
});

describe("seeds", () => {
    it("give the same bytes for the same request", async () => {
        for (const options of [{ seed: 9 }, { quad: true, seed: 9 }, { generateParts: true, ...untextured }]) {
            const [first, second] = [await create(options), await create(options)];
            expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
        }
    });

    it("change the shape", async () => {
        const depths = [];
        for (const seed of [undefined, 1, 2, 3]) {
            depths.push((await create({ ...untextured, seed })).dimensions[0].toFixed(4));
        }
        expect(new Set(depths).size).toBe(4);
    });
});

describe("parts", () => {
    it("are several named nodes under the root, without textures", async () => {
        const model = await create({ generateParts: true, ...untextured });
        const { document, parts } = await readGlb(model.bytes);
        expect(parts.length).toBeGreaterThan(2);
        expect(parts.map(({ name }) => name)).toEqual(parts.map((_, i) => `part_${i}`));
        expect(document.getRoot().listTextures()).toEqual([]);
        const [root] = document.getRoot().listScenes()[0]?.listChildren() ?? [];
        expect(root?.listChildren()).toHaveLength(parts.length);
    });
});

describe("quads", () => {
    it("come as a binary FBX of version 7.4", async () => {
        const model = await create({ quad: true });
        expect(model).toMatchObject({ format: "fbx", mediaType: "model/x-fbx" });
        expect(Buffer.from(model.bytes.subarray(0, 21)).toString("latin1")).toBe("Kaydara FBX Binary  \0");
        expect(new DataView(model.bytes.buffer, model.bytes.byteOffset).getUint32(23, true)).toBe(7400);
    });

    it("become two triangles each in the GLB, with the same size, corners and textures", async () => {
        const model = await create({ quad: true, faceLimit: 2000 });
        const { document, parts } = await readGlb(await model.toGlb());
        const triangles = (parts[0]?.indices.length ?? 0) / 3;
        expect(triangles).toBeGreaterThan(model.faceCount * 1.8);
        expect(triangles).toBeLessThanOrEqual(model.faceCount * 2);
        expect((parts[0]?.positions.length ?? 0) / 3).toBe(model.vertexCount);
        expect(document.getRoot().listTextures()).toHaveLength(3);
    });
});

describe("pictures", () => {
    it("are turned upright by their EXIF orientation", async () => {
        const { dimensions } = await create({ faceLimit: 4000 }, await createTurnedJpeg());
        expect(dimensions[1]).toBeCloseTo(1, 5);
        expect(dimensions[2]).toBeCloseTo(150 / 280, 1);
    });

    it.each([
        ["WebP", async (picture: Sharp) => await picture.webp().toBuffer()],
        ["AVIF", async (picture: Sharp) => await picture.avif({ effort: 0 }).toBuffer()],
        ["GIF", async (picture: Sharp) => await picture.gif().toBuffer()],
        ["palette PNG", async (picture: Sharp) => await picture.png({ palette: true }).toBuffer()],
        ["16-bit PNG", async (picture: Sharp) => await picture.toColourspace("rgb16").png().toBuffer()],
        ["grey PNG", async (picture: Sharp) => await picture.greyscale().png().toBuffer()],
        ["CMYK JPEG", async (picture: Sharp) => await picture.flatten().toColourspace("cmyk").jpeg().toBuffer()],
        ["TIFF", async (picture: Sharp) => await picture.tiff().toBuffer()],
    ])("are read as %s", async (_, encode) => {
        const model = await create({ pbr: false, faceLimit: 1000 }, await encode(sharp(transparent)));
        expect(await findFaults(model.bytes)).toEqual([]);
        expect(model.dimensions[1]).toBeCloseTo(1, 5);
    });

    it.each([
        [1, 1],
        [3, 2],
        [2000, 100],
        [100, 2000],
    ])("of %i by %i pixels give a model", async (width, height) => {
        const picture = await sharp({ create: { width, height, channels: 3, background: "#884422" } })
            .png()
            .toBuffer();
        for (const textureAlignment of ["original_image", "geometry"] as const) {
            const model = await create({ faceLimit: 2000, textureAlignment }, picture);
            expect((await findFaults(model.bytes)).filter((code) => code !== USUAL_WARNING)).toEqual([]);
            expect(model.dimensions.every((side) => side > 0)).toBe(true);
        }
    });

    it.each([
        ["nothing", new Uint8Array(0)],
        ["text", new TextEncoder().encode("<html>not a picture</html>")],
        ["zeros", new Uint8Array(1000)],
    ])("made of %s are refused in words", async (_, bytes) => {
        await expect(create({}, bytes)).rejects.toThrow(/^The picture cannot be decoded: .+\.$/);
    });

    it("that are cut short are refused in words", async () => {
        await expect(create({}, transparent.slice(0, transparent.length / 2))).rejects.toThrow("cannot be decoded");
        await expect(create({}, opaque.slice(0, opaque.length / 2))).rejects.toThrow("cannot be decoded");
    });

    it("of too many pixels are refused before they are decoded", async () => {
        const bomb = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: "#fff" } })
            .png()
            .toBuffer();
        await expect(create({}, bomb)).rejects.toThrow("cannot be decoded");
    });
});

describe("cancelling", () => {
    it("ends before anything is done when the signal is already aborted", async () => {
        const reason = new Error("stopped");
        await expect(createModelFile(new Uint8Array(0), defaults, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it("ends with the signal's reason between any two steps", async () => {
        const reason = new Error("stopped");
        let steps = 0;
        let cancelled = 0;
        for (let step = 0; step < 12; step++) {
            const controller = new AbortController();
            const work = createModelFile(transparent, { ...defaults, faceLimit: 100 }, controller.signal);
            const outcome = work.then(
                () => "finished",
                (error: unknown) => error,
            );
            // Turns of the event loop, not time: every step of the work ends one.
            for (let turn = 0; turn < step * 3; turn++) {
                await new Promise((resolve) => setImmediate(resolve));
            }
            controller.abort(reason);
            const result = await outcome;
            expect([reason, "finished"]).toContain(result);
            cancelled += result === reason ? 1 : 0;
            steps++;
        }
        expect(steps).toBe(12);
        expect(cancelled).toBeGreaterThan(0);
    });

    it("leaves the event loop free between steps", async () => {
        let turns = 0;
        let finished = false;
        const work = create().finally(() => {
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
describe.skipIf(!existsSync(samples))("sample pictures (skipped when ../shared/samples is absent)", () => {
    it.each(["axe-alpha-1024.png", "chair-alpha-512.png", "house-opaque-1181.png"])(
        "%s becomes a model",
        async (file) => {
            const model = await create({}, await readFile(`${samples}/${file}`));
            const { parts } = await readGlb(model.bytes);
            expect(await findFaults(model.bytes)).toEqual([USUAL_WARNING]);
            expect(parts.map(openEdges)).toEqual([0]);
            expect(model.faceCount).toBeGreaterThan(60_000);
        },
    );
});

async function decode(image: Uint8Array | null | undefined) {
    const { data, info } = await sharp(image ?? new Uint8Array())
        .raw()
        .toBuffer({ resolveWithObject: true });
    return {
        at(u: number, v: number): [number, number, number] {
            const x = Math.min(info.width - 1, Math.max(0, Math.floor(u * info.width)));
            const y = Math.min(info.height - 1, Math.max(0, Math.floor(v * info.height)));
            const i = (y * info.width + x) * info.channels;
            return [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0];
        },
    };
}

/** Matches a colour up to what JPEG changes, twice. */
function closeTo(colour: readonly number[]) {
    return colour.map((value) => expect.closeTo(value, -1.3));
}
