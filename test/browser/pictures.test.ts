import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Emulator } from "../../sandbox/emulator/emulator";
import {
    animation,
    bytesOf,
    chunkTypes,
    corners,
    cornersPicture,
    flatPicture,
    hasSamePixels,
    lyingOnItsSide,
    markersOf,
    withLocation,
} from "../unit/image/samplePictures";
import { openGeneratePane } from "./support/generatePane";
import { openPictureReader, type PictureReader, type ReaderPage, type ReadPicture } from "./support/pictureReader";
import { provideSandbox } from "./support/provideSandbox";

let reader: PictureReader;
beforeAll(async () => {
    reader = await openPictureReader();
});
afterAll(() => reader.close());
beforeEach(() => {
    reader.requests.length = 0;
});

const codesOf = ({ notes }: ReadPicture) => notes.map(({ code }) => code);

/** The colours in the middle of the four corners, as another program reads the bytes that are sent. */
async function cornersOf({ bytes }: Pick<ReadPicture, "bytes">): Promise<Record<keyof typeof corners, number[]>> {
    const { data, info } = await sharp(bytes, { ignoreIcc: true })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
    const colourAt = (x: number, y: number) => {
        const pixel = Math.floor(info.height * y) * info.width + Math.floor(info.width * x);
        return [...data.subarray(pixel * info.channels, pixel * info.channels + 3)];
    };
    return {
        topLeft: colourAt(0.25, 0.25),
        topRight: colourAt(0.75, 0.25),
        bottomLeft: colourAt(0.25, 0.75),
        bottomRight: colourAt(0.75, 0.75),
    };
}

/** The largest difference of any channel in any corner, of 255. */
async function distance(image: ReadPicture, wanted: Record<keyof typeof corners, readonly number[]> = corners) {
    const found = await cornersOf(image);
    const places = ["topLeft", "topRight", "bottomLeft", "bottomRight"] as const;
    return Math.max(
        ...places.flatMap((place) =>
            found[place].map((value, channel) => Math.abs(value - (wanted[place][channel] ?? Number.NaN))),
        ),
    );
}

/** Nothing is in the file but the picture. */
function expectClean({ bytes, mediaType }: Pick<ReadPicture, "bytes" | "mediaType">): void {
    if (mediaType === "image/png") {
        expect([...new Set(chunkTypes(bytes))].filter((type) => type !== "PLTE" && type !== "tRNS")).toEqual([
            "IHDR",
            "IDAT",
            "IEND",
        ]);
    } else {
        const { markers, endsAtEnd } = markersOf(bytes);
        expect(markers.filter((marker) => marker > 0xe0 && marker !== 0xee)).toEqual([]);
        expect(endsAtEnd).toBe(true);
    }
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/Exif|GPS|Somebody|Secret camera|http:|ICC_PROFILE/);
}

describe("a picture that the model takes as it is", () => {
    it.each(["png", "jpeg"] as const)("is sent pixel for pixel as %s, and loses where it was taken", async (format) => {
        const plain = await bytesOf(cornersPicture().toFormat(format));
        const file = await bytesOf(withLocation(cornersPicture()).withIccProfile("srgb").toFormat(format));
        const image = await reader.read(file);
        expect(image).toMatchObject({ mediaType: `image/${format}`, width: 320, height: 280 });
        expect(codesOf(image)).toEqual(["location-removed"]);
        expect(image.original).toEqual({ mediaType: `image/${format}`, width: 320, height: 280, size: file.length });
        expect(await hasSamePixels(image.bytes, plain)).toBe(true);
        expectClean(image);
    });
});

describe("orientation", () => {
    const turned = {
        topLeft: corners.bottomLeft,
        topRight: corners.topLeft,
        bottomLeft: corners.bottomRight,
        bottomRight: corners.topRight,
    };

    it.each(["jpeg", "png", "webp", "avif"] as const)("of a camera held sideways is applied to %s", async (format) => {
        const image = await reader.read(await bytesOf(lyingOnItsSide(withLocation(cornersPicture())).toFormat(format)));
        expect(image).toMatchObject({ width: 280, height: 320 });
        expect(await distance(image, turned)).toBeLessThanOrEqual(3);
        expect(codesOf(image)).toContain("location-removed");
        expectClean(image);
    });

    it.each([2, 3, 4, 5, 6, 7, 8])("%i is what another program makes of it", async (orientation) => {
        const file = await bytesOf(lyingOnItsSide(cornersPicture(), orientation).jpeg());
        const image = await reader.read(file);
        const wanted = await cornersOf({ bytes: await bytesOf(sharp(file).autoOrient().png()) });
        expect(await distance(image, wanted)).toBeLessThanOrEqual(3);
        expect(codesOf(image)).toContain("turned");
    });
});

describe("colours", () => {
    it.each([
        ["a Display P3 PNG", cornersPicture().withIccProfile("p3").png(), "colours-converted", 2],
        ["a Display P3 JPEG", cornersPicture().withIccProfile("p3").jpeg(), "colours-converted", 6],
        ["a CMYK JPEG with a profile", cornersPicture().withIccProfile("cmyk").jpeg(), "colours-converted", 75],
        ["a CMYK JPEG without one", cornersPicture().toColourspace("cmyk").jpeg(), "colours-converted", 80],
        ["a PNG of 16 bits", cornersPicture().toColourspace("rgb16").png(), "depth-reduced", 1],
        ["a PNG with a palette", cornersPicture().png({ palette: true }), "palette-expanded", 1],
    ])("of %s become sRGB of eight bits", async (_, picture, code, tolerance) => {
        const image = await reader.read(await bytesOf(picture));
        expect(codesOf(image)).toEqual([code]);
        expect(await distance(image)).toBeLessThanOrEqual(tolerance);
        const { space, depth, hasProfile, isPalette } = await sharp(image.bytes).metadata();
        expect({ space, depth, hasProfile, isPalette }).toEqual({
            space: "srgb",
            depth: "uchar",
            hasProfile: false,
            isPalette: false,
        });
        expectClean(image);
    });
});

describe("a format that the model does not take", () => {
    it.each([
        ["WebP", "image/webp", "image/png", cornersPicture().webp()],
        ["AVIF", "image/avif", "image/jpeg", cornersPicture().avif()],
        ["GIF", "image/gif", "image/png", cornersPicture().gif()],
    ])("%s is converted", async (name, original, sent, picture) => {
        const image = await reader.read(await bytesOf(picture));
        expect(image).toMatchObject({ mediaType: sent, width: 320, height: 280, original: { mediaType: original } });
        expect(image.notes[0]?.message).toBe(`Converted from ${name} to ${sent === "image/png" ? "PNG" : "JPEG"}`);
        expect(await distance(image)).toBeLessThanOrEqual(6);
        expectClean(image);
    });

    it("BMP is converted", async () => {
        const image = await reader.read(await bmpOf(cornersPicture()));
        expect(image).toMatchObject({ mediaType: "image/png", width: 320, height: 280 });
        expect(await distance(image)).toBe(0);
    });

    it("keeps what shines through, whatever it was", async () => {
        const half = {
            create: { width: 300, height: 300, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
        } as const;
        const spot = await cornersPicture(100, 100).png().toBuffer();
        const image = await reader.read(
            await bytesOf(
                sharp(half)
                    .composite([{ input: spot, gravity: "centre" }])
                    .avif(),
            ),
        );
        expect(image.mediaType).toBe("image/png");
        const { data } = await sharp(image.bytes).raw().toBuffer({ resolveWithObject: true });
        expect(data[3]).toBe(0);
    });

    it.each(["gif", "webp"] as const)("gives its first frame when it moves, as %s", async (format) => {
        const image = await reader.read(await animation(format));
        expect(codesOf(image)).toEqual(["format-converted", "first-frame"]);
        expect(await distance(image)).toBeLessThanOrEqual(6);
    });

    it.each([
        ["TIFF", async () => bytesOf(cornersPicture().tiff())],
        ["HEIC", async () => renamedBrand(await bytesOf(cornersPicture().avif()))],
    ])("%s is refused where the browser does not know it, with what to do", async (name, make) => {
        const refusal = await reader.read(await make());
        expect(refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(refusal.message).toBe(`This browser cannot open ${name} pictures.`);
    });
});

describe("a picture of doubtful use", () => {
    it("is read as what it is, whatever its name and its type say", async () => {
        const image = await reader.read(await bytesOf(cornersPicture().jpeg()), "boot.png");
        expect(image).toMatchObject({ mediaType: "image/jpeg", name: "boot.png" });
        expect(image.notes[0]?.message).toBe("Read as JPEG, whatever its name says");
    });

    it.each([
        ["small", cornersPicture(180, 300), "Only 180 pixels wide: details will be missing"],
        ["narrow", cornersPicture(6000, 300), "Very long and narrow (20 : 1): little of it can be seen"],
        ["blank", flatPicture(300, 300), "One flat colour: there is nothing to make a model of"],
    ])("is taken with a warning: %s", async (code, picture, message) => {
        const { notes } = await reader.read(await bytesOf(picture.png()));
        expect(notes).toEqual([{ severity: "warning", code, message }]);
    });

    it.each([
        ["of one pixel", flatPicture(1, 1), /1 × 1/],
        ["that is transparent", flatPicture(300, 300, 0), /fully transparent/],
        ["too narrow once it fits", flatPicture(20_000, 40), /too narrow/],
    ])("is refused: one %s", async (_, picture, message) => {
        const refusal = await reader.read(await bytesOf(picture.png()));
        expect(refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(refusal.message).toMatch(message);
    });

    it("is scaled down to the model's largest side", async () => {
        const image = await reader.read(await bytesOf(cornersPicture(8000, 6000).jpeg()));
        expect(image).toMatchObject({ width: 6000, height: 4500 });
        expect(image.notes.map(({ message }) => message)).toEqual(["Scaled from 8000 × 6000 to 6000 × 4500"]);
    });

    it.each([
        ["an opaque one as JPEG", 255, "image/jpeg", 3000],
        ["another one smaller", 128, "image/png", 2500],
    ])("is made to fit when its file is too large: %s", async (_, opacity, mediaType, side) => {
        const image = await reader.page.evaluate(readNoise, { opacity, side });
        expect(image.mediaType).toBe(mediaType);
        expect(image.originalSize).toBeGreaterThan(20_000_000);
        expect(image.size).toBeLessThanOrEqual(20_000_000);
        expect(image.width === side).toBe(mediaType === "image/jpeg");
        expect(image.codes.includes("scaled")).toBe(mediaType === "image/png");
    });
});

describe("a damaged picture", () => {
    it.each(["png", "jpeg", "webp", "avif", "gif"] as const)("that is cut off is refused as %s", async (format) => {
        const file = await bytesOf(cornersPicture().toFormat(format));
        for (const part of [0.3, 0.6, 0.95]) {
            const refusal = await reader.read(file.subarray(0, file.length * part));
            expect(refusal).toMatchObject({ kind: "input", spending: "none" });
            expect(refusal.message).toMatch(/damaged|cut off/);
        }
    });

    it("is a picture or a refusal, wherever the damage is", async () => {
        const formats = ["png", "jpeg", "webp", "avif", "gif"] as const;
        const files = await Promise.all(
            formats.map((format) => bytesOf(withLocation(cornersPicture(64, 48)).toFormat(format))),
        );
        let refused = 0;
        for (let run = 0; run < 200; run++) {
            const damaged = new Uint8Array(files[run % files.length] ?? []);
            // Every file is hit all over, more thickly at its beginning.
            const at = Math.floor(damaged.length * (Math.floor(run / 5) / 40) ** 2);
            damaged.set([run % 2 ? 0xff : 0, run % 3 ? 0x7f : 0xff], at);
            const image = await reader.read(damaged);
            if (image.message === undefined) {
                expect(["image/png", "image/jpeg"]).toContain(image.mediaType);
                expectClean(image);
            } else {
                refused += 1;
                expect(image).toMatchObject({ kind: "input", spending: "none" });
            }
        }
        expect(refused).toBeGreaterThan(20);
        expect(refused).toBeLessThan(200);
    });
});

describe("a reading that is given up", () => {
    it.each(["createImageBitmap", "convertToBlob"] as const)(
        "during %s ends at once and leaves no bitmap",
        async (step) => {
            const file = await bytesOf(lyingOnItsSide(cornersPicture(1200, 900)).jpeg());
            const outcome = await reader.page.evaluate(abortDuring, {
                base64: Buffer.from(file).toString("base64"),
                step,
            });
            expect(outcome).toEqual({ thrown: "the user left", decoded: 1, left: 0 });
        },
    );
});

describe("what is sent", () => {
    const { sandbox, open } = provideSandbox();

    it("is what the pane shows, byte for byte, without where it was taken", async () => {
        const { page, complaints } = await open();
        const pane = await openGeneratePane(page);
        const file = await bytesOf(lyingOnItsSide(withLocation(cornersPicture())).jpeg());
        await pane.chooseFile(Buffer.from(file), "holiday.jpg");
        await pane.waitFor(/holiday\.jpg · 280 × 320/);
        await pane.pricedButton().waitFor();
        const shown = await page.evaluate(async () => {
            const preview = document.querySelector<HTMLImageElement>("[data-generate-pane] img");
            return Array.from(new Uint8Array(await (await fetch(preview?.src ?? "")).arrayBuffer()));
        });
        const received = await receivedPictures(sandbox().emulator);
        expect(received).toEqual([new Uint8Array(shown)]);
        expectClean({ bytes: received[0] ?? new Uint8Array(), mediaType: "image/jpeg" });
        expect(complaints).toEqual([]);
    });
});

/** What the emulator keeps of the pictures that were uploaded. */
async function receivedPictures({ apiUrl, credentials }: Emulator): Promise<Uint8Array[]> {
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    const answer = await fetch(`${apiUrl}/assets`, { headers: { authorization } });
    const { assets } = z.object({ assets: z.array(z.object({ url: z.string() })) }).parse(await answer.json());
    return Promise.all(assets.map(async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer())));
}

/** A BMP of 24 bits, its rows upside down as usual. */
async function bmpOf(picture: Sharp): Promise<Uint8Array> {
    const { data, info } = await picture.flip().raw().toBuffer({ resolveWithObject: true });
    const header = Buffer.alloc(54);
    header.write("BM");
    for (const [at, value] of [
        [2, 54 + data.length],
        [10, 54],
        [14, 40],
        [18, info.width],
        [22, info.height],
        [26, 1 + (24 << 16)],
    ] as const) {
        header.writeUInt32LE(value, at);
    }
    for (let at = 0; at < data.length; at += 3) {
        data.subarray(at, at + 3).reverse();
    }
    return new Uint8Array(Buffer.concat([header, data]));
}

/** A HEIC as far as its header goes. */
function renamedBrand(avif: Uint8Array): Uint8Array {
    const head = Buffer.from(avif.subarray(0, 64)).toString("latin1").replaceAll("avif", "heic");
    return new Uint8Array([...Buffer.from(head, "latin1"), ...avif.subarray(64)]);
}

/** Runs in the page: a picture that no format makes smaller. */
async function readNoise({ opacity, side }: { opacity: number; side: number }) {
    const { pictures } = globalThis as unknown as ReaderPage;
    const noise = new ImageData(side, side);
    for (let at = 0; at < noise.data.length; at += 65_536) {
        crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    }
    for (let at = 3; at < noise.data.length; at += 4) {
        noise.data[at] = opacity;
    }
    const canvas = new OffscreenCanvas(side, side);
    canvas.getContext("2d", { willReadFrequently: true })?.putImageData(noise, 0, 0);
    const image = await pictures.readSourceImage(canvas);
    const { mediaType, width, bytes, notes, original } = image;
    return { mediaType, width, size: bytes.length, originalSize: original.size, codes: notes.map(({ code }) => code) };
}

/** Runs in the page: gives up as soon as a step has begun, and counts the bitmaps that are decoded all the same. */
async function abortDuring({ base64, step }: { base64: string; step: "createImageBitmap" | "convertToBlob" }) {
    const { pictures } = globalThis as unknown as ReaderPage;
    const controller = new AbortController();
    const abortAt = (name: string) => name === step && queueMicrotask(() => controller.abort("the user left"));
    const { createImageBitmap: decode } = globalThis;
    const { convertToBlob } = OffscreenCanvas.prototype;
    const [decodings, closed]: [Promise<ImageBitmap>[], Set<ImageBitmap>] = [[], new Set()];
    const { close } = ImageBitmap.prototype;
    ImageBitmap.prototype.close = function (this: ImageBitmap) {
        closed.add(this);
        close.call(this);
    };
    globalThis.createImageBitmap = (source: ImageBitmapSource) => {
        const decoding = decode(source);
        decodings.push(decoding);
        abortAt("createImageBitmap");
        return decoding;
    };
    // One that never comes to an end, when it is what is given up.
    OffscreenCanvas.prototype.convertToBlob = function (this: OffscreenCanvas, options) {
        abortAt("convertToBlob");
        return step === "convertToBlob" ? new Promise(() => undefined) : convertToBlob.call(this, options);
    };
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const thrown = await pictures.readSourceImage(bytes, { signal: controller.signal }).catch((error) => error);
    const bitmaps = await Promise.all(decodings);
    await Promise.resolve();
    Object.assign(globalThis, { createImageBitmap: decode });
    Object.assign(OffscreenCanvas.prototype, { convertToBlob });
    Object.assign(ImageBitmap.prototype, { close });
    return { thrown, decoded: bitmaps.length, left: bitmaps.filter((bitmap) => !closed.has(bitmap)).length };
}
