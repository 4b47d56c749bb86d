/** Bytes copied at once: about four milliseconds. */
const copyStep = 8 * 1024 ** 2;

/** Copies without keeping a frame waiting. Rejects with the signal's reason. */
export async function copyInSteps(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const copy = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += copyStep) {
        if (at > 0) {
            await new Promise((resolve) => setTimeout(resolve));
            signal?.throwIfAborted();
        }
        copy.set(bytes.subarray(at, at + copyStep), at);
    }
    return copy;
}
