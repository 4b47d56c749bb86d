const ascii = (bytes: Uint8Array, start: number, end: number): string =>
    String.fromCharCode(...bytes.subarray(start, end));

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
    signature.every((byte, index) => bytes[index] === byte);

const isoBrands: Record<string, string> = {
    avif: "image/avif",
    avis: "image/avif",
    heic: "image/heic",
    heix: "image/heic",
    hevc: "image/heic",
    mif1: "image/heic",
};

const signatures: readonly (readonly [mediaType: string, matches: (bytes: Uint8Array) => boolean])[] = [
    ["image/png", (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["image/jpeg", (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
    ["image/webp", (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP"],
    ["image/gif", (bytes) => ascii(bytes, 0, 4) === "GIF8"],
    ["image/bmp", (bytes) => ascii(bytes, 0, 2) === "BM"],
    [
        "image/tiff",
        (bytes) => startsWith(bytes, [0x49, 0x49, 0x2a, 0x00]) || startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a]),
    ],
    ["image/svg+xml", (bytes) => /^\s*(<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(ascii(bytes, 0, 256))],
];

/** The media type of a picture by its first bytes; names and declared types of files lie. `undefined` when unknown. */
export function detectMediaType(bytes: Uint8Array): string | undefined {
    if (ascii(bytes, 4, 8) === "ftyp") {
        return isoBrands[ascii(bytes, 8, 12)];
    }
    return signatures.find(([, matches]) => matches(bytes))?.[0];
}
