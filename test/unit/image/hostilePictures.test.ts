import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import { detectMediaType } from "../../../plugin/image/mediaType";
import { readFacts } from "../../../plugin/image/readFacts";
import { readSourceImage } from "../../../plugin/image/sourceImage";
import { refusal } from "./refusal";
import {
    animation,
    behindHeader,
    bytesOf,
    chunkTypes,
    cornersPicture,
    insert,
    jpegSegment,
    lyingOnItsSide,
    markersOf,
    pngChunk,
    withLocation,
} from "./samplePictures";

/** Milliseconds for one small picture; a hundred times what it takes. */
const deadline = 1000;

/** So many cases by default; `PICTURE_CASES=10000` for more. */
const numRuns = Number(process.env.PICTURE_CASES ?? 600);

let files: Uint8Array[] = [];
/** Those that can be sent without decoding. */
let sendable: Uint8Array[] = [];
beforeAll(async () => {
    const full = lyingOnItsSide(withLocation(cornersPicture(64, 48)), 1).withIccProfile("p3");
    sendable = await Promise.all([
        bytesOf(full.clone().png()),
        bytesOf(full.clone().jpeg()),
        bytesOf(full.clone().jpeg({ progressive: true })),
        bytesOf(cornersPicture(64, 48).png({ palette: true })),
    ]);
    const others = (["webp", "avif", "tiff", "gif"] as const).map((format) => bytesOf(full.clone().toFormat(format)));
    files = [
        ...sendable,
        ...(await Promise.all([...others, animation("gif"), animation("webp")])),
        Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>'),
    ];
});

/** One damage to a file: where, from 0 to 1, more often near the beginning, and what. */
const damage = fc.record({
    kind: fc.constantFrom("set", "number", "cut", "repeat", "remove" as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }).map((place) => place ** 2),
    length: fc.integer({ min: 1, max: 64 }),
    value: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff), fc.nat(0xffffffff)),
});

type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

function apply(bytes: Uint8Array, { kind, at, length, value }: Damage): Uint8Array<ArrayBuffer> {
    const start = Math.floor(at * bytes.length);
    const part = bytes.subarray(start, start + length);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(value);
    const changes: Record<Damage["kind"], readonly [instead: Uint8Array, removed: number]> = {
        set: [number.subarray(3), 1],
        number: [number, 4],
        cut: [new Uint8Array(), bytes.length],
        repeat: [Buffer.concat([part, part]), length],
        remove: [new Uint8Array(), length],
    };
    const [instead, removed] = changes[kind];
    return insert(bytes.subarray(0, start), start, instead, bytes.subarray(start + removed));
}

/** A clean picture or a refusal, soon. */
async function expectAnswer(bytes: Uint8Array): Promise<"picture" | "refusal"> {
    const start = performance.now();
    try {
        const image = await readSourceImage(bytes);
        expect(image.bytes.length).toBeLessThanOrEqual(bytes.length);
        expect(image.width * image.height).toBeLessThanOrEqual(36_000_000);
        if (image.mediaType === "image/png") {
            expect(chunkTypes(image.bytes).filter((type) => /eXIf|tEXt|zTXt|iTXt/.test(type))).toEqual([]);
        } else {
            expect(markersOf(image.bytes).markers.filter((marker) => marker === 0xe1)).toEqual([]);
        }
        return "picture";
    } catch (error) {
        if (!isGenerationError(error)) {
            throw error;
        }
        expect(error).toMatchObject({ kind: "input", spending: "none" });
        return "refusal";
    } finally {
        expect(performance.now() - start).toBeLessThan(deadline);
    }
}

describe("a damaged picture", () => {
    it("is a clean picture or a refusal, whatever the damage", async () => {
        const answers = { picture: 0, refusal: 0 };
        const damages = fc.array(damage, { minLength: 1, maxLength: 2 });
        await fc.assert(
            fc.asyncProperty(fc.nat(), damages, async (file, list) => {
                const bytes = list.reduce<Uint8Array>(apply, sendable[file % sendable.length] ?? new Uint8Array());
                answers[await expectAnswer(bytes)] += 1;
            }),
            { numRuns },
        );
        expect(answers.picture).toBeGreaterThan(numRuns / 20);
        expect(answers.refusal).toBeGreaterThan(numRuns / 5);
    });

    it("has facts or a refusal in every format, whatever its beginning claims", async () => {
        await fc.assert(
            fc.asyncProperty(fc.nat(), fc.array(damage, { minLength: 1, maxLength: 8 }), async (file, list) => {
                const whole = files[file % files.length] ?? new Uint8Array();
                const bytes = list.reduce<Uint8Array>((all, each) => apply(all, { ...each, at: each.at / 4 }), whole);
                const facts = await readFacts(bytes, detectMediaType(whole) ?? "none").catch((error: unknown) => error);
                expect(isGenerationError(facts) ? facts.kind : facts).toSatisfy(
                    (answer: unknown) => answer === "input" || (answer instanceof Object && "isAnimated" in answer),
                );
            }),
            { numRuns },
        );
    });

    it.each([
        ["a PNG", 0],
        ["a JPEG", 1],
        ["a progressive JPEG", 2],
        ["a PNG with a palette", 3],
    ])("is refused wherever it is cut off: %s", async (_, index) => {
        const file = sendable[index] ?? new Uint8Array();
        for (let part = 0; part < 1; part += 0.02) {
            expect(await expectAnswer(file.subarray(0, file.length * part))).toBe("refusal");
        }
    });
});

describe("a file made to keep its reader busy", () => {
    it("is refused as a PNG of more pieces than anybody writes, though it is whole", async () => {
        const pieces = Array.from({ length: 100_000 }, () => pngChunk("tEXt", ""));
        expect((await refusal(insert(await aPng(), behindHeader, ...pieces))).message).toMatch(/damaged/);
        expect(await expectAnswer(insert(await aPng(), behindHeader, ...pieces.slice(10)))).toBe("picture");
    });

    const megabytes = 20;

    const filled = async (start: Uint8Array, piece: Uint8Array) => {
        const bytes = new Uint8Array(megabytes * 1e6);
        bytes.set(start);
        for (let at = start.length; at + piece.length <= bytes.length; at += piece.length) {
            bytes.set(piece, at);
        }
        return bytes;
    };

    it.each<[string, () => Promise<Uint8Array<ArrayBuffer>>]>([
        ["a PNG of empty chunks", async () => filled((await aPng()).subarray(0, behindHeader), pngChunk("IDAT", ""))],
        ["a PNG of texts", async () => filled((await aPng()).subarray(0, behindHeader), pngChunk("tEXt", "a\0b"))],
        ["a JPEG of comments", async () => filled(new Uint8Array([0xff, 0xd8]), jpegSegment(0xfe, ""))],
        ["a JPEG of filling", async () => filled(new Uint8Array([0xff, 0xd8]), new Uint8Array([0xff]))],
        [
            "a JPEG of profiles",
            async () => filled(new Uint8Array([0xff, 0xd8]), jpegSegment(0xe2, `ICC_PROFILE\0${"a".repeat(65_000)}`)),
        ],
        [
            "a JPEG of one scan without end",
            async () => filled((await aJpeg()).subarray(0, -2), new Uint8Array([0xff, 0])),
        ],
        [
            "a GIF of empty blocks",
            async () => filled(Buffer.from("GIF89a\x40\0\x40\0\0\0\0", "latin1"), new Uint8Array([0x21, 0xf9, 0])),
        ],
        [
            "a GIF of short pieces",
            async () =>
                filled(
                    Buffer.from("GIF89a\x40\0\x40\0\0\0\0\x21\xfe", "latin1"),
                    new Uint8Array([1, 0]).subarray(0, 1),
                ),
        ],
        ["a WebP of empty chunks", async () => filled(Buffer.from("RIFF....WEBP"), Buffer.from("EXIF\0\0\0\0"))],
        [
            "an AVIF of sizes",
            async () => filled(ftyp("avif"), Buffer.from("\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x40", "latin1")),
        ],
        ["an AVIF of places", async () => filled(ftyp("avif"), Buffer.from("MM\0*\0\0\0\x08\xff\xff", "latin1"))],
        [
            "a TIFF of entries",
            async () => filled(Buffer.from("MM\0*\0\0\0\x08\xff\xff", "latin1"), new Uint8Array([0x88, 0x25])),
        ],
        ["a drawing of comments", async () => filled(new Uint8Array(), Buffer.from("<!---->"))],
        ["a drawing of openings", async () => filled(new Uint8Array(), Buffer.from("<svg "))],
    ])("is refused soon, without taking more memory than itself: %s", async (_, make) => {
        const bytes = await make();
        const file = new File([bytes], "hostile");
        const [before, start] = [process.memoryUsage().arrayBuffers, performance.now()];
        await refusal(file);
        expect(performance.now() - start).toBeLessThan(5000);
        expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * megabytes * 1e6);
    });
});

const aPng = () => bytesOf(cornersPicture(64, 48).png());

const aJpeg = () => bytesOf(cornersPicture(64, 48).jpeg());

const ftyp = (brand: string) => Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0${brand}`, "latin1");
