import { pngHeader } from "../support/buildGlb";

/** A PNG of 64 by 64, in 64 bytes, without pixels: enough where nothing decodes it. Another number is another picture. */
export function pictureBytes(number = 0): Uint8Array<ArrayBuffer> {
    const [pixels, end] = [chunk("IDAT", new Uint8Array(7)), chunk("IEND", new Uint8Array())];
    new DataView(pixels.buffer).setUint32(8, number);
    return new Uint8Array([...pngHeader(64, 64).subarray(0, 33), ...pixels, ...end]);
}

/** A chunk whose check sum is missing. */
function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(12 + data.length);
    new DataView(bytes.buffer).setUint32(0, data.length);
    bytes.set(new TextEncoder().encode(type), 4);
    bytes.set(data, 8);
    return bytes;
}
