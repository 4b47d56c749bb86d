import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import type { ModelOptions } from "../../../sandbox/emulator/model/createModelFile";
import { createTestModel, untextured } from "./createTestModel";
import { findFaults, readGlb, USUAL_WARNING } from "./readModel";
import { createOpaqueJpeg } from "./testPictures";

let opaque: Uint8Array;

beforeAll(async () => {
    opaque = await createOpaqueJpeg();
});

describe("textures", { timeout: 60_000 }, () => {
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
    ] as const)("are JPEGs of the side that %s asks for", async (textureQuality, side) => {
        const model = await createTestModel({ textureQuality, faceLimit: 100 });
        const names = ["base_color", "metallic_roughness", "normal"];
        expect((await sizesOf(model.bytes)).sort()).toEqual(names.map((name) => `${name} image/jpeg ${side} ${side}`));
        expect(await findFaults(model.bytes)).toEqual([USUAL_WARNING]);
    });

    it("are the picture alone without PBR, and none without both", async () => {
        expect(await sizesOf((await createTestModel({ pbr: false, faceLimit: 100 })).bytes)).toEqual([
            "base_color image/jpeg 1024 1024",
        ]);
        const bare = await createTestModel({ ...untextured, faceLimit: 100 });
        expect(await sizesOf(bare.bytes)).toEqual([]);
        expect(bare.hasUvs).toBe(false);
    });

    it("show the object's colours where the model shows the picture", async () => {
        const model = await createTestModel({ pbr: false, faceLimit: 2000 }, opaque);
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
            const { document, parts } = await readGlb(
                (await createTestModel({ pbr: false, ...options }, opaque)).bytes,
            );
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
        const { parts } = await readGlb(
            (await createTestModel({ textureAlignment: "geometry", faceLimit: 2000 })).bytes,
        );
        const uvs = Array.from(parts[0]?.uvs ?? []);
        expect(Math.min(...uvs)).toBeCloseTo(0, 1);
        expect(Math.max(...uvs)).toBeCloseTo(1, 1);
        const framed = await readGlb((await createTestModel({ faceLimit: 2000 })).bytes);
        const across = Array.from(framed.parts[0]?.uvs ?? []).filter((_, i) => i % 2 === 0);
        expect(Math.min(...across)).toBeCloseTo(60 / 240, 1);
    });

    it("tell the material to use them fully", async () => {
        const { document } = await readGlb((await createTestModel({ faceLimit: 100 })).bytes);
        const [material] = document.getRoot().listMaterials();
        expect([material?.getMetallicFactor(), material?.getRoughnessFactor()]).toEqual([1, 1]);
        const flat = await decode(material?.getNormalTexture()?.getImage());
        expect(flat.at(0.02, 0.98)).toEqual(closeTo([128, 128, 255]));
        const gloss = await decode(material?.getMetallicRoughnessTexture()?.getImage());
        expect(gloss.at(0.5, 0.5)[2]).toBeLessThan(12);
    });

    it("differ by texture seed and only by it", async () => {
        const image = async (options: Partial<ModelOptions>) => {
            const { document } = await readGlb(
                (await createTestModel({ pbr: false, faceLimit: 100, ...options })).bytes,
            );
            return document.getRoot().listTextures()[0]?.getImage();
        };
        expect(await image({ textureSeed: 1 })).toEqual(await image({ textureSeed: 1, seed: 7 }));
        expect(await image({ textureSeed: 1 })).not.toEqual(await image({ textureSeed: 2 }));
        expect(await image({ textureSeed: 0 })).not.toEqual(await image({}));
    });
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
