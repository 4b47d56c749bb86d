import sharp, { type Sharp } from "sharp";

/** Red and green above, blue and yellow below: what is turned, cut or recoloured shows. */
export const corners = {
    topLeft: [200, 30, 30],
    topRight: [30, 180, 30],
    bottomLeft: [30, 30, 200],
    bottomRight: [220, 200, 40],
} as const;

/** The four corners as a picture that any format can be made of. */
export function cornersPicture(width = 320, height = 280): Sharp {
    const pixels = new Uint8Array(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel++) {
        const isLeft = pixel % width < width / 2;
        const isTop = pixel < (width * height) / 2;
        const colour = corners[`${isTop ? "top" : "bottom"}${isLeft ? "Left" : "Right"}`];
        pixels.set(colour, pixel * 3);
    }
    return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** The same everywhere; `alpha` from 0 to 1. */
export const flatPicture = (width: number, height: number, alpha = 1): Sharp =>
    sharp({ create: { width, height, channels: 4, background: { r: 200, g: 80, b: 40, alpha } } });

/** Taken in Greenwich by somebody. */
export const withLocation = (picture: Sharp): Sharp =>
    picture.withExif({
        IFD0: { Copyright: "Somebody", Make: "Secret camera" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 28/1 40/1", GPSLongitudeRef: "W", GPSLongitude: "0/1 0/1 5/1" },
    });

/** As a camera held sideways stores it: upright only when the orientation is applied. */
export const lyingOnItsSide = (picture: Sharp, orientation = 6): Sharp => picture.withMetadata({ orientation });

/** Three frames. */
export async function animation(format: "gif" | "webp"): Promise<Uint8Array> {
    const hues = [0, 120, 240].map((hue) => cornersPicture().modulate({ hue }).png().toBuffer());
    return bytesOf(sharp(await Promise.all(hues), { join: { animated: true } }).toFormat(format));
}

export const bytesOf = async (picture: Sharp): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await picture.toBuffer());

/** True when two files hold the same numbers, pixel for pixel, whatever colours they mean. */
export async function hasSamePixels(one: Uint8Array, other: Uint8Array): Promise<boolean> {
    const [first, second] = [one, other].map((bytes) => sharp(bytes, { ignoreIcc: true }).raw().toBuffer());
    return (await first)?.equals((await second) ?? new Uint8Array()) === true;
}

/** Puts bytes into bytes. */
export const insert = (bytes: Uint8Array, at: number, ...inserted: Uint8Array[]): Uint8Array<ArrayBuffer> =>
    new Uint8Array(Buffer.concat([bytes.subarray(0, at), ...inserted, bytes.subarray(at)]));

export function jpegSegment(marker: number, data: Uint8Array | string): Uint8Array {
    const content = typeof data === "string" ? Buffer.from(data, "latin1") : data;
    const length = content.length + 2;
    return new Uint8Array([0xff, marker, length >> 8, length & 0xff, ...content]);
}

/** A chunk with its check sum. */
export function pngChunk(type: string, data: Uint8Array | string): Uint8Array {
    const content = Buffer.concat([Buffer.from(type), typeof data === "string" ? Buffer.from(data, "latin1") : data]);
    const bytes = Buffer.alloc(content.length + 8);
    bytes.writeUInt32BE(content.length - 4);
    content.copy(bytes, 4);
    bytes.writeUInt32BE(checkSum(content), content.length + 4);
    return new Uint8Array(bytes);
}

/** CRC-32. */
function checkSum(bytes: Uint8Array): number {
    let sum = 0xffffffff;
    for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit++) {
            sum = (sum >>> 1) ^ ((sum & 1) === 0 ? 0 : 0xedb88320);
        }
    }
    return (sum ^ 0xffffffff) >>> 0;
}

/** Where the first chunk behind a PNG's header begins. */
export const behindHeader = 33;

/** The types of a PNG's chunks, read without the code under test. */
export function chunkTypes(bytes: Uint8Array): string[] {
    const file = Buffer.from(bytes);
    const types: string[] = [];
    for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
        types.push(file.toString("latin1", at + 4, at + 8));
    }
    return types;
}

/** The markers of a JPEG up to its first scan and whether it ends with its end, read without the code under test. */
export function markersOf(bytes: Uint8Array): { markers: number[]; endsAtEnd: boolean } {
    const file = Buffer.from(bytes);
    const markers: number[] = [];
    for (let at = 2; markers.at(-1) !== 0xda; at += 2 + file.readUInt16BE(at + 2)) {
        markers.push(file.readUInt8(at + 1));
    }
    return { markers, endsAtEnd: file.indexOf(Buffer.from([0xff, 0xd9])) === file.length - 2 };
}
