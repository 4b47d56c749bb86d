import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { detectMediaType } from "../../../plugin/image/mediaType";
import { readFacts } from "../../../plugin/image/readFacts";
import { hideWebpExif } from "../../../plugin/image/readWebpFacts";
import { refusal } from "./refusal";
import { animation, bytesOf, cornersPicture, hasSamePixels, lyingOnItsSide, withLocation } from "./samplePictures";

const factsOf = async (bytes: Uint8Array) => readFacts(bytes, detectMediaType(bytes) ?? "none");

type TiffEntry = readonly [tag: number, type: number, value: number];

/** A TIFF of 123 by 46 without pixels: a directory at 8, and another at 50. */
function tiffOf(isLittle: boolean, more: readonly TiffEntry[], second: readonly TiffEntry[]): Uint8Array {
    const bytes = new Uint8Array(120);
    const view = new DataView(bytes.buffer);
    bytes.set(Buffer.from(isLittle ? "II*\0" : "MM\0*", "latin1"));
    view.setUint32(4, 8, isLittle);
    const write = (start: number, entries: readonly TiffEntry[]) => {
        view.setUint16(start, entries.length, isLittle);
        for (const [index, [tag, type, value]] of entries.entries()) {
            const at = start + 2 + 12 * index;
            view.setUint16(at, tag, isLittle);
            view.setUint16(at + 2, type, isLittle);
            view.setUint32(at + 4, 1, isLittle);
            type === 3 ? view.setUint16(at + 8, value, isLittle) : view.setUint32(at + 8, value, isLittle);
        }
    };
    write(8, [[256, 3, 123], [257, 4, 46], ...more]);
    write(50, second);
    return bytes;
}

describe("a picture's file", () => {
    it.each(["png", "jpeg", "webp", "gif", "tiff", "avif"] as const)("says its type and size as %s", async (format) => {
        const bytes = await bytesOf(cornersPicture(123, 46).toFormat(format));
        expect(detectMediaType(bytes)).toBe(`image/${format}`);
        expect(await factsOf(bytes)).toMatchObject({ width: 123, height: 46, orientation: 1, isAnimated: false });
    });

    it.each([
        ["lossless WebP", cornersPicture(123, 46).webp({ lossless: true })],
        ["WebP with more in it", withLocation(cornersPicture(123, 46)).webp()],
        ["large WebP", cornersPicture(16383, 46).webp({ effort: 0 })],
        ["progressive JPEG", cornersPicture(123, 46).jpeg({ progressive: true })],
        ["interlaced PNG", cornersPicture(123, 46).png({ progressive: true })],
    ])("says its size as %s", async (_, picture) => {
        const bytes = await bytesOf(picture);
        const { width, height } = await sharp(bytes).metadata();
        expect(await factsOf(bytes)).toMatchObject({ width, height });
    });

    it("says its size as a BMP, old or new, from below or from above", async () => {
        const header = (size: number) => {
            const bytes = Buffer.alloc(54);
            bytes.write("BM");
            bytes.writeUInt32LE(size, 14);
            return bytes;
        };
        const [old, fresh] = [header(12), header(40)];
        old.writeUInt16LE(123, 18);
        old.writeUInt16LE(46, 20);
        fresh.writeInt32LE(123, 18);
        fresh.writeInt32LE(-46, 22);
        for (const bytes of [old, fresh]) {
            expect(detectMediaType(bytes)).toBe("image/bmp");
            expect(await factsOf(bytes)).toMatchObject({ width: 123, height: 46 });
        }
    });

    it.each(["jpeg", "png", "webp"] as const)("says how it lies and that it knows where, as %s", async (format) => {
        for (const orientation of [1, 3, 6, 8]) {
            const bytes = await bytesOf(lyingOnItsSide(withLocation(cornersPicture()), orientation).toFormat(format));
            expect(await factsOf(bytes)).toMatchObject({ orientation, hasLocation: true, hasHiddenData: true });
        }
    });

    it("turns no decoder's head as WebP, though its EXIF data do with some", async () => {
        const file = await bytesOf(lyingOnItsSide(withLocation(cornersPicture())).webp());
        const hidden = hideWebpExif(file);
        expect((await sharp(file).metadata()).orientation).toBe(6);
        expect((await sharp(hidden).metadata()).orientation).toBeUndefined();
        expect(await hasSamePixels(hidden, file)).toBe(true);
    });

    it("says that it knows where as AVIF", async () => {
        const [plain, placed] = [cornersPicture().avif(), withLocation(cornersPicture()).avif()];
        expect(await factsOf(await bytesOf(placed))).toMatchObject({ hasLocation: true });
        expect(await factsOf(await bytesOf(plain))).toMatchObject({ hasLocation: false });
    });

    it.each([true, false])(
        "says its size and that it knows where as TIFF, little numbers first: %s",
        async (isLittle) => {
            const location = [[0x8825, 4, 50] as const];
            const where = [[0, 1, 2] as const, [2, 5, 0] as const];
            expect(await factsOf(tiffOf(isLittle, location, where))).toMatchObject({
                width: 123,
                height: 46,
                hasLocation: true,
            });
            expect(await factsOf(tiffOf(isLittle, [], []))).toMatchObject({
                width: 123,
                height: 46,
                hasLocation: false,
            });
            expect(await factsOf(tiffOf(isLittle, location, where.slice(0, 1)))).toMatchObject({ hasLocation: false });
        },
    );

    it.each(["gif", "webp"] as const)("says that it moves, as %s", async (format) => {
        expect(await factsOf(await animation(format))).toMatchObject({ width: 320, height: 280, isAnimated: true });
    });
});

describe("a type", () => {
    const container = (...brands: string[]) => {
        const bytes = Buffer.alloc(8 + 4 * brands.length);
        bytes.writeUInt32BE(bytes.length);
        bytes.write(`ftyp${brands.join("")}`, 4, "latin1");
        return bytes;
    };

    it.each([
        ["a moving AVIF", container("avis", "\0\0\0\0", "msf1", "avif"), "image/avif"],
        ["an AVIF under a general name", container("mif1", "\0\0\0\0", "avif", "miaf"), "image/avif"],
        ["a telephone's HEIC", container("heic", "\0\0\0\0", "mif1", "heic"), "image/heic"],
        ["a HEIC under a general name", container("mif1", "\0\0\0\0", "mif1", "heic"), "image/heic"],
        ["a film", container("isom", "\0\0\0\0", "iso2", "mp41"), undefined],
        ["a sound", Buffer.from("RIFF....WAVEfmt "), undefined],
        ["noise", Buffer.from([1, 2, 3]), undefined],
        ["nothing", Buffer.alloc(0), undefined],
    ])("is told by what stands in the file: %s", (_, bytes, mediaType) => {
        expect(detectMediaType(bytes)).toBe(mediaType);
    });

    it.each([
        ["alone", "<svg/>", true],
        ["behind a mark and spaces", "\ufeff \n<svg>", true],
        [
            "behind all that may stand there",
            '<?xml version="1.0"?><!--\n<html>--><!DOCTYPE svg [<!ENTITY a ">">]> <svg a="">',
            true,
        ],
        ["with its own prefix", '<s:svg xmlns:s="">', true],
        ["in a page", "<!DOCTYPE html><html><body><svg></svg>", false],
        ["in a comment alone", "<!-- <svg> --><rss>", false],
        ["as the beginning of another word", "<svgfont>", false],
        ["nowhere, behind many comments", "<!---->".repeat(1100), false],
    ])("is that of a drawing when its element comes first: %s", (_, text, isDrawing) => {
        for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`, "utf16le")]) {
            expect(detectMediaType(bytes) === "image/svg+xml").toBe(isDrawing);
        }
    });
});

describe("a bomb", () => {
    /** Makes a file claim another size, in place. */
    const claim = (format: "png" | "jpeg" | "webp" | "gif" | "avif" | "tiff", bytes: Buffer): Buffer => {
        const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
        const extent = bytes.indexOf("ispe");
        const directory = format === "tiff" ? bytes.readUInt32LE(4) + 2 : 0;
        const change: Record<typeof format, () => void> = {
            png: () => bytes.fill(0x7f, 16, 24),
            jpeg: () => bytes.fill(0xff, frame + 5, frame + 9),
            webp: () => bytes.fill(0xff, 26, 30),
            gif: () => bytes.fill(0xff, 6, 10),
            avif: () => bytes.fill(0x7f, extent + 8, extent + 16),
            tiff: () => {
                for (let entry = directory; entry < directory + 36; entry += 12) {
                    if ([256, 257].includes(bytes.readUInt16LE(entry))) {
                        bytes.writeUInt16LE(60_000, entry + 8);
                    }
                }
            },
        };
        change[format]();
        return bytes;
    };

    it.each(["png", "jpeg", "webp", "gif", "avif", "tiff"] as const)(
        "is refused by its header as %s",
        async (format) => {
            const bytes = claim(format, Buffer.from(await bytesOf(cornersPicture(64, 48).toFormat(format))));
            expect((await refusal(bytes)).message).toMatch(/pixels, too many to open safely/);
        },
    );

    it("is refused as a GIF whose first frame is larger than its screen", async () => {
        const bytes = Buffer.from(await bytesOf(cornersPicture(64, 48).gif()));
        const frame = bytes.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 64, 0, 48, 0]));
        bytes.fill(0xff, frame + 5, frame + 9);
        expect((await refusal(bytes)).message).toMatch(/65535 × 65535 pixels, too many/);
    });

    it("is refused as an AVIF whose first size is small", async () => {
        const bytes = Buffer.from(await bytesOf(cornersPicture(64, 48).avif()));
        const second = Buffer.alloc(20, 0x7f);
        second.writeUInt32BE(20);
        second.write("ispe\0\0\0\0", 4, "latin1");
        const place = bytes.indexOf("ispe") + 16;
        const both = Buffer.concat([bytes.subarray(0, place), second, bytes.subarray(place)]);
        expect((await refusal(both)).message).toMatch(/too many/);
    });

    it("is refused as a JPEG of endless scans", async () => {
        const bytes = Buffer.from(await bytesOf(cornersPicture(64, 48).jpeg()));
        const scan = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])), -2);
        const end = bytes.subarray(-2);
        const many = Buffer.concat([bytes.subarray(0, -2), ...Array.from({ length: 300 }, () => scan), end]);
        expect((await refusal(many)).message).toMatch(/damaged/);
    });

    it.each([
        ["a rare frame", 0xc3],
        ["an arithmetic one", 0xc9],
    ])("of a JPEG is refused with words for it: %s", async (_, marker) => {
        const bytes = Buffer.from(await bytesOf(cornersPicture(64, 48).jpeg()));
        bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = marker;
        expect((await refusal(bytes)).message).toMatch(/rare kind of JPEG/);
    });
});
