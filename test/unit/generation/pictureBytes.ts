import { pngHeader } from "../support/buildGlb";

/** A PNG of 64 by 64 that is all header: enough where nothing decodes it. Another number is another picture. */
export function pictureBytes(number = 0): Uint8Array<ArrayBuffer> {
    const bytes = pngHeader(64, 64);
    new DataView(bytes.buffer).setUint32(bytes.length - 4, number);
    return bytes;
}
