import { asciiText } from "./asciiText";
import { damagedImage } from "./imageError";

export interface PngChunk {
    /** Four letters; a small first one says that the picture can do without it. */
    type: string;
    /** Where the whole chunk lies in the file. */
    start: number;
    end: number;
    /** A view of the file. */
    data: Uint8Array;
}

/** More than any program writes; each costs some time. */
const mostChunks = 100_000;

/**
 * Walks over the chunks of a PNG up to its end. What lies behind that is not looked at.
 *
 * @throws GenerationError of kind `input` when the file is cut off or damaged
 */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 8;
    for (let count = 0; count < mostChunks && start + 12 <= bytes.length; count++) {
        const end = start + 12 + view.getUint32(start);
        if (end > bytes.length) {
            break;
        }
        const type = asciiText(bytes, start + 4, start + 8);
        yield { type, start, end, data: bytes.subarray(start + 8, end - 4) };
        if (type === "IEND") {
            return;
        }
        start = end;
    }
    throw damagedImage();
}
