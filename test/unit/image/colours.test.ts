import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { profileColours } from "../../../plugin/image/profileColours";
import { readSourceImage } from "../../../plugin/image/sourceImage";
import {
    behindHeader,
    bytesOf,
    chunkTypes,
    cornersPicture,
    insert,
    jpegSegment,
    markersOf,
    pngChunk,
} from "./samplePictures";

type Primaries = readonly [red: readonly number[], green: readonly number[], blue: readonly number[]];

const srgb: Primaries = [
    [0.43607, 0.22249, 0.01392],
    [0.38515, 0.71687, 0.09708],
    [0.14307, 0.06061, 0.7141],
];
const displayP3: Primaries = [
    [0.51512, 0.2412, -0.00105],
    [0.29198, 0.69225, 0.04189],
    [0.1571, 0.06657, 0.78407],
];
const adobeRgb: Primaries = [
    [0.60974, 0.31111, 0.01947],
    [0.20528, 0.62567, 0.06087],
    [0.14919, 0.06322, 0.74457],
];

const fixed = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(Math.round(value * 65536));
    return bytes;
};

const tagData = (type: string, ...parts: Uint8Array[]): Buffer =>
    Buffer.concat([Buffer.from(type), Buffer.alloc(4), ...parts]);

const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

const curves = {
    srgb: tagData("para", short(3), short(0), ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed)),
    srgbTable: tagData(
        "curv",
        Buffer.from([0, 0, 4, 0]),
        ...Array.from({ length: 1024 }, (_, step) => short(Math.round(65535 * toLight(step / 1023)))),
    ),
    gamma22: tagData("curv", Buffer.from([0, 0, 0, 1]), short(2.2 * 256)),
    gamma18: tagData("para", short(0), short(0), fixed(1.8)),
    linear: tagData("curv", Buffer.from([0, 0, 0, 0])),
} as const;

/** The light of a number in sRGB. */
function toLight(value: number): number {
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** An ICC profile with no more in it than it needs. */
function profileOf(space: string, tags: Readonly<Record<string, Buffer>>): Uint8Array<ArrayBuffer> {
    const names = Object.keys(tags);
    const head = Buffer.alloc(132 + 12 * names.length);
    head.write(space, 16, "latin1");
    head.write("acsp", 36, "latin1");
    head.writeUInt32BE(names.length, 128);
    const parts: Buffer[] = [head];
    for (const [index, [name, data]] of Object.entries(tags).entries()) {
        const entry = 132 + 12 * index;
        head.write(name, entry, "latin1");
        head.writeUInt32BE(Buffer.concat(parts).length, entry + 4);
        head.writeUInt32BE(data.length, entry + 8);
        parts.push(data);
    }
    return new Uint8Array(Buffer.concat(parts));
}

function rgbProfile([red, green, blue]: Primaries, curve: Buffer): Uint8Array<ArrayBuffer> {
    const xyz = (values: readonly number[]) => tagData("XYZ ", ...values.map(fixed));
    return profileOf("RGB ", { rXYZ: xyz(red), gXYZ: xyz(green), bXYZ: xyz(blue), rTRC: curve });
}

describe("a colour profile", () => {
    it.each([
        ["sRGB by formula", rgbProfile(srgb, curves.srgb), undefined],
        ["sRGB by table", rgbProfile(srgb, curves.srgbTable), undefined],
        ["sRGB but for a curve that nobody can tell from it", rgbProfile(srgb, curves.gamma22), undefined],
        ["sRGB but for its curve", rgbProfile(srgb, curves.gamma18), "another colour space"],
        ["linear", rgbProfile(srgb, curves.linear), "another colour space"],
        ["Display P3", rgbProfile(displayP3, curves.srgb), "Display P3"],
        ["Adobe RGB", rgbProfile(adobeRgb, curves.gamma22), "Adobe RGB"],
        ["of unknown primaries", rgbProfile([srgb[1], srgb[0], srgb[2]], curves.srgb), "another colour space"],
        ["of a printer", profileOf("CMYK", {}), "CMYK"],
        ["grey as sRGB is", profileOf("GRAY", { kTRC: curves.srgb }), undefined],
        ["grey in another way", profileOf("GRAY", { kTRC: curves.gamma18 }), "another colour space"],
        ["made of tables alone", profileOf("RGB ", { A2B0: Buffer.alloc(40) }), "another colour space"],
        ["none at all", new Uint8Array(200), undefined],
        ["empty", new Uint8Array(), undefined],
    ])("that is %s is told by its numbers", (_, profile, name) => {
        expect(profileColours(profile)).toBe(name);
    });

    it("that is cut off anywhere is no reason to fail", () => {
        const profile = rgbProfile(displayP3, curves.srgbTable);
        for (let length = 0; length < 400; length++) {
            expect([undefined, "Display P3", "another colour space"]).toContain(
                profileColours(profile.slice(0, length)),
            );
        }
    });
});

describe("the colours of a PNG", () => {
    const uint32s = (...values: number[]) =>
        Buffer.concat(values.map((value) => Buffer.from(new Uint32Array([value]).buffer).swap32()));
    const packed = (profile: Uint8Array) => Buffer.concat([Buffer.from("any name\0\0"), deflateSync(profile)]);
    const srgbChunk = pngChunk("sRGB", "\0");
    const p3Chunk = pngChunk("iCCP", packed(rgbProfile(displayP3, curves.srgb)));

    it.each([
        ["a profile", [p3Chunk], "Display P3"],
        ["the profile of sRGB", [pngChunk("iCCP", packed(rgbProfile(srgb, curves.srgb)))], undefined],
        ["code points", [pngChunk("cICP", "\x0c\x0d\0\x01")], "Display P3"],
        [
            "the code points of sRGB, whatever the profile says",
            [pngChunk("cICP", "\x01\x0d\0\x01"), p3Chunk],
            undefined,
        ],
        ["the code points of a bright screen", [pngChunk("cICP", "\x09\x10\0\x01")], "another colour space"],
        ["their gamma", [pngChunk("gAMA", uint32s(100_000))], "another colour space"],
        ["the gamma of sRGB", [pngChunk("gAMA", uint32s(45_455))], undefined],
        ["sRGB's own chunk, whatever the gamma", [srgbChunk, pngChunk("gAMA", uint32s(100_000))], undefined],
        [
            "their primaries",
            [
                pngChunk("gAMA", uint32s(45_455)),
                pngChunk("cHRM", uint32s(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6000)),
            ],
            "another colour space",
        ],
        ["a profile that cannot be unpacked", [pngChunk("iCCP", "any name\0\0nonsense")], undefined],
    ])("are told by %s", async (_, chunks, name) => {
        const plain = await bytesOf(cornersPicture().png());
        const image = await readSourceImage(insert(plain, behindHeader, ...chunks));
        const warning = `Colours are in ${name}; only browsers convert them to sRGB`;
        expect(image.notes.map(({ message }) => message)).toEqual(name === undefined ? [] : [warning]);
        const declared = chunkTypes(image.bytes).filter((type) => !["IHDR", "IDAT", "IEND"].includes(type));
        // Where nothing is converted, what declares them stays.
        expect(declared.length > 0).toBe(name !== undefined);
    });

    it("are not told by a profile that would unpack to a hundred megabytes, and it is not unpacked", async () => {
        const bomb = pngChunk("iCCP", packed(new Uint8Array(100 * 2 ** 20)));
        const plain = await bytesOf(cornersPicture().png());
        const before = process.memoryUsage().arrayBuffers;
        const image = await readSourceImage(insert(plain, behindHeader, bomb));
        expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 2 ** 20);
        expect(chunkTypes(image.bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
    });
});

describe("the colours of a JPEG", () => {
    it("are told by a profile in several parts, in the order of their numbers", async () => {
        const profile = rgbProfile(displayP3, curves.srgbTable);
        const part = (number: number, data: Uint8Array) =>
            jpegSegment(0xe2, Buffer.concat([Buffer.from(`ICC_PROFILE\0${String.fromCharCode(number)}\x02`), data]));
        const parts = [part(2, profile.subarray(200)), part(1, profile.subarray(0, 200))];
        const plain = await bytesOf(cornersPicture().jpeg());
        const image = await readSourceImage(insert(plain, 2, ...parts));
        expect(image.notes.map(({ code }) => code)).toEqual(["colours-kept"]);
        expect(markersOf(image.bytes).markers.filter((marker) => marker === 0xe2)).toHaveLength(2);
    });

    it("need no profile when they are sRGB", async () => {
        const image = await readSourceImage(await bytesOf(cornersPicture().withIccProfile("srgb").jpeg()));
        expect(image.notes).toEqual([]);
        expect(markersOf(image.bytes).markers).not.toContain(0xe2);
    });
});
