import { joinBytes } from "./joinBytes";
import { untilAborted } from "./untilAborted";

/** Reads a stream to its end, or gives undefined, and stops it, when more than `mostBytes` come. */
export async function readCapped(
    stream: ReadableStream<Uint8Array>,
    mostBytes: number,
    signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const reader = stream.getReader();
    const pieces: Uint8Array[] = [];
    let length = 0;
    try {
        for (;;) {
            const { done, value } = await untilAborted(reader.read(), signal);
            if (done) {
                return joinBytes(pieces);
            }
            length += value.length;
            if (length > mostBytes) {
                return undefined;
            }
            pieces.push(value);
        }
    } finally {
        // Nobody waits for it: a source that hangs would hang this as well.
        reader.cancel().catch(() => undefined);
    }
}
