import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readSourceImage } from "../../../plugin/image/sourceImage";
import {
    behindHeader,
    bytesOf,
    chunkTypes,
    cornersPicture,
    hasSamePixels,
    insert,
    jpegSegment,
    markersOf,
    pngChunk,
    withLocation,
} from "./samplePictures";

const secret = "Greenwich 51.4779";

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/" exif:GPSLatitude="51,28N">${secret}</x:xmpmeta>`;

/** Reads a picture and proves that every pixel is as it was and the secret is gone. */
async function stripped(file: Uint8Array) {
    const image = await readSourceImage(file);
    expect(await hasSamePixels(image.bytes, file)).toBe(true);
    expect(Buffer.from(image.bytes).toString("latin1")).not.toMatch(
        /Greenwich|Somebody|Exif|GPSLatitude|Secret camera/,
    );
    return { ...image, codes: image.notes.map(({ code }) => code) };
}

/** What is left of JPEG: tables, frame, scan, and the two headers that say how colours are coded. */
const allowedMarkers = [0xe0, 0xee, 0xdb, 0xc0, 0xc2, 0xc4, 0xda, 0xdd];

describe("a JPEG", () => {
    const hidden: [string, Uint8Array, string][] = [
        ["a comment", jpegSegment(0xfe, secret), "hidden-data-removed"],
        ["IPTC", jpegSegment(0xed, `Photoshop 3.0\0${secret}`), "hidden-data-removed"],
        ["XMP", jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`), "location-removed"],
        ["more XMP", jpegSegment(0xe1, `http://ns.adobe.com/xmp/extension/\0${xmp}`), "location-removed"],
        ["a thumbnail", jpegSegment(0xe0, `JFXX\0\x10${secret}`), "hidden-data-removed"],
        ["a list of further pictures", jpegSegment(0xe2, `MPF\0${secret}`), "hidden-data-removed"],
        ["data of some program", jpegSegment(0xe9, secret), "hidden-data-removed"],
        ["EXIF that cannot be read", jpegSegment(0xe1, `Exif\0\0${secret}`), "hidden-data-removed"],
    ];

    it.each(hidden)("loses %s and no pixel", async (_, segment, code) => {
        const plain = await bytesOf(cornersPicture().jpeg());
        const { bytes, codes } = await stripped(insert(plain, 2, segment));
        expect(bytes).toEqual(plain);
        expect(codes).toEqual([code]);
    });

    it.each([false, true])("loses everything at once, progressive: %s", async (progressive) => {
        const plain = withLocation(cornersPicture()).withIccProfile("srgb").jpeg({ progressive });
        const file = insert(await bytesOf(plain), 2, ...hidden.map(([, segment]) => segment));
        const { bytes, codes } = await stripped(file);
        const { markers, endsAtEnd } = markersOf(bytes);
        expect(markers.filter((marker) => !allowedMarkers.includes(marker))).toEqual([]);
        expect(endsAtEnd).toBe(true);
        expect(codes).toEqual(["location-removed"]);
    });

    it("loses what stands between its scans", async () => {
        const plain = await bytesOf(cornersPicture().jpeg({ progressive: true }));
        const second = Buffer.from(plain).indexOf(
            Buffer.from([0xff, 0xc4]),
            Buffer.from(plain).indexOf("\xff\xda", 0, "latin1"),
        );
        const { bytes } = await stripped(insert(plain, second, jpegSegment(0xfe, secret)));
        expect(bytes).toEqual(plain);
    });

    it("loses what is appended to it, such as the film of a moving photograph", async () => {
        const plain = await bytesOf(cornersPicture().jpeg());
        const { bytes, codes } = await stripped(insert(plain, plain.length, Buffer.from(`ftypmp42${secret}`)));
        expect(bytes).toEqual(plain);
        expect(codes).toEqual(["hidden-data-removed"]);
    });

    it("loses the thumbnail in its first header and the additions to Adobe's, and keeps the headers", async () => {
        const plain = await bytesOf(cornersPicture().jpeg());
        const jfif = jpegSegment(0xe0, `JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01${secret.slice(0, 3)}`);
        const adobe = jpegSegment(0xee, `Adobe\0\x64\0\0\0\0\x01${secret}`);
        const { bytes, codes } = await stripped(insert(plain, 2, jfif, adobe));
        const kept = [
            jpegSegment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            jpegSegment(0xee, "Adobe\0\x64\0\0\0\0\x01"),
        ];
        expect(bytes).toEqual(insert(plain, 2, ...kept));
        expect(codes).toEqual([]);
    });

    it("keeps how its colours are coded, without which they would be others", async () => {
        const plain = await bytesOf(cornersPicture().jpeg({ chromaSubsampling: "4:4:4" }));
        const rgb = insert(plain, 2, jpegSegment(0xee, "Adobe\0\x64\0\0\0\0\0"));
        const { bytes } = await stripped(rgb);
        expect(await hasSamePixels(bytes, plain)).toBe(false);
    });

    it("may have filling between its segments", async () => {
        const plain = await bytesOf(cornersPicture().jpeg());
        const { bytes } = await stripped(insert(plain, 2, new Uint8Array([0xff, 0xff, 0xff])));
        expect(bytes).toEqual(plain);
    });
});

describe("a PNG", () => {
    const hidden: [string, Uint8Array, string][] = [
        ["a text", pngChunk("tEXt", `Author\0${secret}`), "hidden-data-removed"],
        ["a packed text", pngChunk("zTXt", `Author\0\0${secret}`), "hidden-data-removed"],
        ["XMP", pngChunk("iTXt", `XML:com.adobe.xmp\0\0\0\0\0${xmp}`), "location-removed"],
    ];

    it.each(hidden)("loses %s and no pixel", async (_, chunk, code) => {
        const plain = await bytesOf(cornersPicture().png());
        const { bytes, codes } = await stripped(insert(plain, behindHeader, chunk));
        expect(chunkTypes(bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
        expect(codes).toEqual([code]);
    });

    it("loses everything at once", async () => {
        const plain = withLocation(cornersPicture()).withIccProfile("srgb").png();
        const more = ["tIME", "sPLT", "prVt"].map((type) => pngChunk(type, secret));
        const file = insert(await bytesOf(plain), behindHeader, ...hidden.map(([, chunk]) => chunk), ...more);
        const { bytes, codes } = await stripped(file);
        expect(chunkTypes(bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
        expect(codes).toEqual(["location-removed"]);
    });

    it("keeps what shines through", async () => {
        const half = sharp({
            create: { width: 300, height: 300, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
        });
        const { bytes } = await stripped(await bytesOf(half.png({ palette: true })));
        expect(new Set(chunkTypes(bytes))).toEqual(new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]));
        expect((await sharp(bytes).stats()).isOpaque).toBe(false);
    });

    it("keeps the first frame of an animation, and says so", async () => {
        const plain = await bytesOf(cornersPicture().png());
        const frames = [pngChunk("acTL", "\0\0\0\x02\0\0\0\0"), pngChunk("fdAT", secret)];
        const { bytes, codes } = await stripped(insert(plain, behindHeader, ...frames));
        expect(chunkTypes(bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
        expect(codes).toEqual(["first-frame"]);
    });

    it("loses what is appended to it, such as what an editor was to cut away", async () => {
        const plain = await bytesOf(cornersPicture().png());
        const { bytes, codes } = await stripped(insert(plain, plain.length, Buffer.from(secret)));
        expect(chunkTypes(bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
        expect(codes).toEqual(["hidden-data-removed"]);
    });
});
