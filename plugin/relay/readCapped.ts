/** A whole body, or undefined as soon as it is more than `most` bytes; the rest is then not transferred. */
export async function readCapped(
    body: ReadableStream<Uint8Array> | null,
    most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        if (size > most) {
            return undefined;
        }
        chunks.push(chunk);
    }
    const bytes = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, offset);
        offset += chunk.byteLength;
    }
    return bytes;
}
