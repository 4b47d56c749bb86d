import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestModel, untextured } from "./createTestModel";
import { findFaults, USUAL_WARNING } from "./readModel";
import { createOpaqueJpeg, createTransparentPng, createTurnedJpeg } from "./testPictures";

let opaque: Uint8Array;
let transparent: Uint8Array;

beforeAll(async () => {
    opaque = await createOpaqueJpeg();
    transparent = await createTransparentPng();
});

describe("pictures", { timeout: 60_000 }, () => {
    it("are turned upright by their EXIF orientation", async () => {
        const { dimensions } = await createTestModel({ faceLimit: 4000 }, await createTurnedJpeg());
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
        const model = await createTestModel({ ...untextured, faceLimit: 1000 }, await encode(sharp(transparent)));
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
            const model = await createTestModel({ faceLimit: 2000, textureAlignment }, picture);
            expect((await findFaults(model.bytes)).filter((code) => code !== USUAL_WARNING)).toEqual([]);
            expect(model.dimensions.every((side) => side > 0)).toBe(true);
        }
    });

    it.each([
        ["nothing", new Uint8Array(0)],
        ["text", new TextEncoder().encode("<html>not a picture</html>")],
        ["zeros", new Uint8Array(1000)],
    ])("made of %s are refused in words", async (_, bytes) => {
        await expect(createTestModel({}, bytes)).rejects.toThrow(/^The picture cannot be decoded: .+\.$/);
    });

    it("that are cut short are refused in words", async () => {
        await expect(createTestModel({}, transparent.slice(0, transparent.length / 2))).rejects.toThrow(
            "cannot be decoded",
        );
        await expect(createTestModel({}, opaque.slice(0, opaque.length / 2))).rejects.toThrow("cannot be decoded");
    });

    it("of too many pixels are refused before they are decoded", async () => {
        const bomb = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: "#fff" } })
            .png()
            .toBuffer();
        await expect(createTestModel({}, bomb)).rejects.toThrow("cannot be decoded");
    });
});
