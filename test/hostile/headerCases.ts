import { writeGlb } from "../unit/support/buildGlb";
import { family, type HostileCase } from "./hostileCase";

const text = (value: string) => new TextEncoder().encode(value);
const bytesOf = (...values: number[]) => new Uint8Array(values);

/** What arrives in a model's place, and how it has to be called. */
const foreign: [name: string, format: string, bytes: Uint8Array][] = [
    ["nothing", "empty", bytesOf()],
    ["one byte", "unknown", bytesOf(0)],
    ["half of a magic", "unknown", text("gl")],
    ["zeros", "unknown", new Uint8Array(64)],
    ["a web page", "html", text("<!doctype html><title>Sign in</title>")],
    ["a web page after a mark and a line", "html", text("\ufeff\n<HTML><body>")],
    ["a list of a bucket", "xml", text('<?xml version="1.0"?><ListBucketResult/>')],
    ["an error of a bucket", "xml", text("<Error><Code>AccessDenied</Code></Error>")],
    ["an SVG", "xml", text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["an error of a service", "json", text('{"error":"expired"}')],
    ["a list", "json", text("[]")],
    ["a glTF text", "json", text('{"asset":{"version":"2.0"}}')],
    ["a gzip archive", "gzip", bytesOf(0x1f, 0x8b, 8, 0)],
    ["a ZIP archive", "zip", text("PK\u0003\u0004")],
    ["a binary FBX", "fbx", text("Kaydara FBX Binary  \0")],
    ["a text FBX", "fbx", text("; FBX 7.4.0 project file")],
    ["a PNG", "image", bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ["a JPEG", "image", bytesOf(0xff, 0xd8, 0xff, 0xe0)],
    ["a GIF", "image", text("GIF89a")],
    ["a WebP", "image", text("RIFF\u0000\u0000\u0000\u0000WEBP")],
    ["an OBJ", "unknown", text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")],
    ["a PLY", "unknown", text("ply\nformat ascii 1.0\n")],
    ["a PDF", "unknown", text("%PDF-1.7")],
    ["the word null", "unknown", text("null")],
];

/** Headers that lie about the file, and parts that do not fit together. */
export function headerCases(plain: Uint8Array): HostileCase[] {
    const jsonLength = new DataView(plain.buffer, plain.byteOffset).getUint32(12, true);
    const binaryAt = 20 + jsonLength;
    return family("header", [
        ...foreign.map(([name, format, bytes]) => ({ name, bytes, finds: `not-a-model-${format}` })),
        ...truncations(plain, jsonLength),
        ...words(plain, "version", 4, [0, 1, 3, 0x0200_0000, 0xffff_ffff], "unsupported-version"),
        ...words(plain, "length", 8, [plain.length + 1, plain.length * 2, 0xffff_ffff], "truncated"),
        ...words(plain, "length", 8, [0, 11, 12, 19, 20, binaryAt + 1, plain.length - 1], "bad-chunks"),
        ...words(plain, "length of the JSON", 12, [plain.length, 0x7fff_ffff, 0xffff_ffff], "bad-chunks"),
        ...words(plain, "length of the JSON", 12, [0, 1, 4, jsonLength - 4, jsonLength + 4]),
        ...words(plain, "kind of the JSON", 16, [0, 0x004e_4942, 0x4e4f_534b], "bad-chunks"),
        ...words(plain, "length of the binary", binaryAt, [1, 4, 0xffff_ffff, plain.length], "bad-chunks"),
        ...words(plain, "kind of the binary", binaryAt + 4, [0, 0x004e_4943], "missing-data"),
        ...words(plain, "kind of the binary", binaryAt + 4, [0x4e4f_534a], "bad-chunks"),
        ...chunks(plain, binaryAt),
    ]);
}

function truncations(plain: Uint8Array, jsonLength: number) {
    const places = [4, 8, 12, 19, 20, 21, 20 + jsonLength, 28 + jsonLength, plain.length - 4, plain.length - 1];
    return places.map((at) => ({ name: `ends after ${at} bytes`, bytes: plain.slice(0, at), finds: "truncated" }));
}

function words(plain: Uint8Array, name: string, at: number, values: number[], finds?: string) {
    return values.map((value) => {
        const bytes = plain.slice();
        new DataView(bytes.buffer).setUint32(at, value, true);
        return { name: `${name} is ${value}`, bytes, ...(finds === undefined ? {} : { finds }) };
    });
}

function chunks(plain: Uint8Array, binaryAt: number) {
    const json = plain.slice(20, binaryAt);
    const binary = plain.slice(binaryAt);
    const unknown = bytesOf(0, 0, 0, 0, 0x41, 0x42, 0x43, 0x44);
    const file = (...parts: Uint8Array[]) => withParts(plain.slice(0, 12), parts);
    const first = plain.slice(12, binaryAt);
    return [
        { name: "two binary parts", bytes: file(first, binary, binary), finds: "bad-chunks" },
        { name: "two descriptions", bytes: file(first, binary, first), finds: "bad-chunks" },
        { name: "the description second", bytes: file(binary, first), finds: "bad-chunks" },
        { name: "twenty unknown parts", bytes: file(first, binary, ...Array(20).fill(unknown)), finds: "bad-chunks" },
        { name: "an unknown part at the end", bytes: file(first, binary, unknown), outcome: "taken" as const },
        { name: "an unknown part between", bytes: file(first, unknown, binary), outcome: "taken" as const },
        { name: "bytes after the declared end", bytes: joined([plain, new Uint8Array(9)]), outcome: "taken" as const },
        ...[1, 4, 7].map((rest) => ({
            name: `${rest} bytes that are no part`,
            bytes: file(first, binary, new Uint8Array(rest)),
            finds: "bad-chunks",
        })),
        { name: "no binary part", bytes: writeGlb(new TextDecoder().decode(json)), finds: "missing-data" },
    ];
}

function withParts(header: Uint8Array, parts: Uint8Array[]): Uint8Array {
    const bytes = joined([header, ...parts]);
    new DataView(bytes.buffer).setUint32(8, bytes.length, true);
    return bytes;
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(Buffer.concat(parts));
}
