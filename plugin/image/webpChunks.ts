import { asciiText } from "./asciiText";
import { byteView } from "./byteView";

export interface WebpChunk {
    /** Four letters. */
    type: string;
    /** Where it begins in the file. */
    start: number;
    /** A view of the file. */
    data: Uint8Array;
}

/** More than a film has frames; each costs some time. */
const mostChunks = 10_000;

/** Walks over the chunks of a WebP as far as they are whole. Decoders notice what is missing. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk> {
    const view = byteView(bytes);
    let start = 12;
    for (let count = 0; count < mostChunks && start + 8 <= bytes.length; count++) {
        const length = view.getUint32(start + 4, true);
        const data = bytes.subarray(start + 8, start + 8 + length);
        yield { type: asciiText(bytes, start, start + 4), start, data };
        start += 8 + length + (length % 2);
    }
}
