/** A GLB of its two parts: version 2, each padded to a multiple of four (glTF 2.0, 4.4). */
export function writeGlb(json: unknown, data: Uint8Array): Uint8Array<ArrayBuffer> {
    const text = new TextEncoder().encode(JSON.stringify(json));
    const textSize = padded(text.length);
    const dataSize = padded(data.length);
    const bytes = new Uint8Array(12 + 8 + textSize + (dataSize > 0 ? 8 + dataSize : 0));
    const header = new Uint32Array([0x46546c67, 2, bytes.length, textSize, 0x4e4f534a]);
    bytes.set(new Uint8Array(header.buffer));
    bytes.fill(0x20, 20, 20 + textSize);
    bytes.set(text, 20);
    if (dataSize > 0) {
        bytes.set(new Uint8Array(new Uint32Array([dataSize, 0x004e4942]).buffer), 20 + textSize);
        bytes.set(data, 28 + textSize);
    }
    return bytes;
}

const padded = (size: number) => size + (-size & 3);
