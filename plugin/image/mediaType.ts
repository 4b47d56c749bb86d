import { asciiText } from "./asciiText";

/** The formats that are sent, of those the model takes. */
export type SendableType = "image/png" | "image/jpeg";

export const isSendable = (mediaType: string): mediaType is SendableType =>
    mediaType === "image/png" || mediaType === "image/jpeg";

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
    signature.every((byte, index) => bytes[index] === byte);

const signatures: readonly (readonly [mediaType: string, matches: (bytes: Uint8Array) => boolean])[] = [
    ["image/png", (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["image/jpeg", (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
    ["image/webp", (bytes) => asciiText(bytes, 0, 4) === "RIFF" && asciiText(bytes, 8, 12) === "WEBP"],
    ["image/gif", (bytes) => /^GIF8[79]a$/.test(asciiText(bytes, 0, 6))],
    ["image/bmp", (bytes) => asciiText(bytes, 0, 2) === "BM"],
    ["image/tiff", (bytes) => startsWith(bytes, [0x49, 0x49, 0x2a, 0x00])],
    ["image/tiff", (bytes) => startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a])],
    ["image/avif", (bytes) => hasBrand(bytes, /^avi[fs]$/)],
    ["image/heic", (bytes) => hasBrand(bytes, /^(he[iv][cxms]|m[is]f1)$/)],
    ["image/svg+xml", isSvg],
];

/** The media type of a picture by its first bytes; names and declared types of files lie. `undefined` when unknown. */
export function detectMediaType(bytes: Uint8Array): string | undefined {
    return signatures.find(([, matches]) => matches(bytes))?.[0];
}

/** Pictures and films share one container; a list of brands at its start tells them apart. */
export function hasBrand(bytes: Uint8Array, wanted: RegExp): boolean {
    if (asciiText(bytes, 4, 8) !== "ftyp") {
        return false;
    }
    // The length of the list is its box's; nobody needs more than these.
    const [high = 0, low = 0] = bytes.subarray(2, 4);
    const brands = asciiText(bytes, 8, Math.min((high << 8) + low, 256)).match(/.{4}/gs) ?? [];
    return brands.some((brand) => wanted.test(brand));
}

/** The encoding of a text by its first bytes. */
export function textEncoding([first, second]: Uint8Array): string {
    if (first === 0xff && second === 0xfe) {
        return "utf-16le";
    }
    return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** True when the first element, behind whatever may stand before it, is `svg`. */
function isSvg(bytes: Uint8Array): boolean {
    let text = new TextDecoder(textEncoding(bytes)).decode(bytes.subarray(0, 8192)).trimStart();
    for (let preamble = preambleOf(text); preamble !== ""; preamble = preambleOf(text)) {
        text = text.slice(preamble.length).trimStart();
    }
    return /^<(\w+:)?svg[\s>/]/.test(text);
}

/** A declaration, comment or document type at the start of a text. */
function preambleOf(text: string): string {
    return /^(<\?.*?\?>|<!--.*?-->|<!doctype[^[>]*(\[[^\]]*\]\s*)?>)/is.exec(text)?.[0] ?? "";
}
