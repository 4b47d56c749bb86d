import { type Material, NodeIO, type Texture } from "@gltf-transform/core";
import { EXTTextureWebP } from "@gltf-transform/extensions";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { planTextures } from "../../../plugin/model/optimise/planTextures";
import { importModel } from "../../../plugin/scene/importModel";
import { emptyScene } from "../scene/testScene";
import { buildGlb, pngHeader } from "../support/buildGlb";
import { addShapes, ball } from "../support/surfaces";
import { readDocument } from "./readSurfaces";
import { sharpPictures } from "./sharpPictures";

type Kind = "jpeg" | "png" | "webp";
type Channel = (x: number, y: number) => number;

/** A picture of so many pixels a side, with each channel as said. */
async function paint(side: number, kind: Kind, red: Channel, green: Channel, blue: Channel, alpha?: Channel) {
    const channels = [red, green, blue, ...(alpha ? [alpha] : [])];
    const data = new Uint8Array(side * side * channels.length);
    for (let at = 0; at < data.length; at++) {
        const pixel = Math.floor(at / channels.length);
        data[at] = channels[at % channels.length]?.(pixel % side, Math.floor(pixel / side)) ?? 0;
    }
    const raw = { width: side, height: side, channels: alpha ? (4 as const) : (3 as const) };
    return new Uint8Array(await sharp(data, { raw }).toFormat(kind, { lossless: true }).toBuffer());
}

const flat = () => 128;
const ramp: Channel = (x) => x % 256;
const noise: Channel = (x, y) => Math.abs(Math.sin(x * 12.99 + y * 78.23) * 43_758) % 256;

/** A ball with a material that shows a picture for each of these. */
function paintedGlb(
    ...uses: [image: Uint8Array<ArrayBuffer>, type: string, show: (material: Material, texture: Texture) => void][]
) {
    return buildGlb((document, add) => {
        const mesh = addShapes(document, ball(41, 60));
        const material = mesh.listPrimitives()[0]?.getMaterial() ?? expect.fail("No material");
        for (const [image, type, show] of uses)
            show(material, document.createTexture().setImage(image).setMimeType(type));
        add(document.createNode().setMesh(mesh));
    });
}

const asColour = (material: Material, texture: Texture) => void material.setBaseColorTexture(texture);
const asNormals = (material: Material, texture: Texture) => void material.setNormalTexture(texture);
const asRoughness = (material: Material, texture: Texture) => void material.setMetallicRoughnessTexture(texture);

async function optimise(glb: Uint8Array, textureMemory: number) {
    const made = await optimiseModel(glb, { textureMemory }, { pictures: sharpPictures });
    const [texture] = (await readDocument(made.bytes)).getRoot().listTextures();
    return { made, image: texture?.getImage() ?? expect.fail("No picture"), type: texture?.getMimeType() };
}

const quarter = ((512 * 512 * 4) / 3) * 4;

describe("optimiseModel and textures", () => {
    it("scales them until they are within the budget, and says so", async () => {
        const glb = await paintedGlb([await paint(1024, "jpeg", ramp, flat, flat), "image/jpeg", asColour]);
        const { made } = await optimise(glb, quarter);
        expect(made).toMatchObject({ isChanged: true, shortcomings: [], error: 0 });
        expect(made.steps).toContain("Scaled 1 texture down, to 512 pixels a side at most.");
        expect(made.after?.textures).toMatchObject([{ width: 512, height: 512, mediaType: "image/jpeg" }]);
        expect(made.after?.textureMemory).toBeLessThanOrEqual(quarter);
        await importModel(made.bytes, { scene: emptyScene() });
    });

    it("keeps what a picture shows", async () => {
        const glb = await paintedGlb([
            await paint(
                1024,
                "png",
                (x) => x / 4,
                (_, y) => y / 4,
                flat,
            ),
            "image/png",
            asColour,
        ]);
        const { image, type } = await optimise(glb, quarter);
        expect(type).toBe("image/jpeg");
        const { data } = await sharpPictures.decode(image, "image/jpeg", 512, 512);
        const at = (400 * 512 + 100) * 4;
        expect(data[at]).toBeCloseTo(50, -1);
        expect(data[at + 1]).toBeCloseTo(200, -1);
    });

    it("keeps normals as long as they are, and exact", async () => {
        const left: Channel = (x) => (x % 2 === 0 ? 218 : 38);
        const glb = await paintedGlb([await paint(512, "png", left, flat, () => 218), "image/png", asNormals]);
        const { image, type } = await optimise(glb, quarter / 4);
        expect(type).toBe("image/png");
        const { data } = await sharpPictures.decode(image, "image/png", 256, 256);
        const normal = [0, 1, 2].map((channel) => (data[channel] ?? 0) / 127.5 - 1);
        expect(Math.hypot(...normal)).toBeCloseTo(1, 1);
    });

    it("keeps the colours of numbers apart where they were a JPEG", async () => {
        const stripes: Channel = (x) => (Math.floor(x / 4) % 2) * 255;
        const glb = await paintedGlb([await paint(512, "jpeg", flat, stripes, flat), "image/jpeg", asRoughness]);
        const { image, type } = await optimise(glb, quarter / 4);
        expect([type, (await sharp(image).metadata()).chromaSubsampling]).toEqual(["image/jpeg", "4:4:4"]);
    });

    it("lets go of an extension that nothing needs any more", async () => {
        const image = await paint(512, "webp", noise, noise, noise);
        const document = await readDocument(await paintedGlb([image, "image/png", asColour]));
        document.createExtension(EXTTextureWebP).setRequired(true);
        document.getRoot().listTextures()[0]?.setMimeType("image/webp");
        const glb = await new NodeIO().registerExtensions([EXTTextureWebP]).writeBinary(document);
        const { made } = await optimise(glb, quarter / 4);
        expect([made.before?.extensions, made.after?.extensions]).toEqual([["EXT_texture_webp"], []]);
    });

    it("makes no larger picture of one that is small by being plain", async () => {
        const plain = await paint(1024, "png", flat, flat, flat);
        const { made, image } = await optimise(await paintedGlb([plain, "image/png", asColour]), quarter);
        expect(made).toMatchObject({ isChanged: true, after: { textures: [{ width: 512 }] } });
        expect(image.length).toBeLessThanOrEqual(plain.length);
    });

    it("leaves pictures with transparent parts alone, and says so", async () => {
        const image = await paint(512, "png", ramp, flat, flat, (x) => (x < 10 ? 0 : 255));
        const glb = await paintedGlb(
            [image, "image/png", asColour],
            [await paint(512, "jpeg", flat, flat, flat), "image/jpeg", asRoughness],
        );
        const { made } = await optimise(glb, quarter);
        expect(made.after?.textures.map(({ width }) => width).toSorted()).toEqual([256, 512]);
        expect(made.shortcomings).toEqual(["Did not scale 1 texture with transparent parts."]);
    });

    it("leaves pictures alone that cannot be decoded, and says so", async () => {
        const glb = await paintedGlb(
            [pngHeader(512, 512), "image/png", asColour],
            [await paint(512, "jpeg", flat, flat, flat), "image/jpeg", asRoughness],
        );
        const { made } = await optimise(glb, quarter);
        expect(made.shortcomings).toEqual(["Could not decode 1 texture here."]);
        expect(made.after?.textures.map(({ width }) => width).toSorted()).toEqual([256, 512]);
    });
});

describe("planTextures", () => {
    const picture = (side: number, mediaType = "image/jpeg") => ({ mediaType, width: side, height: side });
    const sides = (pictures: { width: number }[]) => pictures.map(({ width }) => width);
    const megabyte = 1024 ** 2;

    it("changes nothing that is within the budget", () => {
        expect(sides(planTextures([picture(2048), picture(1024)], 64 * megabyte))).toEqual([2048, 1024]);
    });

    it("halves the largest first", () => {
        const pictures = [picture(4096), picture(1024), picture(4096)];
        expect(sides(planTextures(pictures, 64 * megabyte))).toEqual([2048, 1024, 2048]);
    });

    it("gives up at sizes that cost nothing", () => {
        expect(sides(planTextures([picture(4096), picture(512)], 0))).toEqual([64, 64]);
    });

    it("leaves KTX2 as it is, and makes the others pay", () => {
        const pictures = [picture(4096, "image/ktx2"), picture(4096)];
        expect(sides(planTextures(pictures, 64 * megabyte))).toEqual([4096, 2048]);
    });

    it("halves sides that are not even, up", () => {
        const [planned] = planTextures([{ mediaType: "image/png", width: 1001, height: 3 }], megabyte / 512);
        expect(planned).toMatchObject({ width: 251, height: 1 });
    });
});
