import { createHash } from "node:crypto";

/** A GLB as far as the client looks: magic and length. Every byte tells where it belongs. */
export function glbBytes(size: number, seed = 0): Buffer {
    const bytes = Buffer.alloc(size);
    for (let index = 0; index < size; index++) {
        bytes[index] = (index * 31 + (index >> 8) + seed) & 0xff;
    }
    bytes.write("glTF", 0, "latin1");
    bytes.writeUInt32LE(2, 4);
    bytes.writeUInt32LE(size, 8);
    return bytes;
}

export function sha256Of(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
}
