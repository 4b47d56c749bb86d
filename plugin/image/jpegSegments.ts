import { byteView } from "./byteView";
import { damagedImage } from "./imageError";

/** The markers of JPEG that matter here. */
export const jpegMarker = {
    app0: 0xe0,
    app1: 0xe1,
    app2: 0xe2,
    app14: 0xee,
    end: 0xd9,
    scan: 0xda,
    start: 0xd8,
} as const;

export interface JpegSegment {
    marker: number;
    /** Where the whole segment lies in the file; a scan's includes its coded pixels. */
    start: number;
    end: number;
    /** A view of the file: what follows the length. */
    data: Uint8Array;
}

/** More than any program writes; each costs some time, and a scan costs a decoder all pixels. */
const mostSegments = 20_000;
const mostScans = 200;

/**
 * Walks over the segments of a JPEG from its first byte up to its end. What lies behind that is not looked at.
 *
 * @throws GenerationError of kind `input` when the file is cut off or damaged
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
    const view = byteView(bytes);
    let at = 2;
    let scans = 0;
    for (let count = 0; count < mostSegments && scans <= mostScans; count++) {
        const start = findMarker(bytes, at);
        const marker = bytes[start + 1];
        if (marker === jpegMarker.end) {
            yield { marker, start, end: start + 2, data: bytes.subarray(start, start) };
            return;
        }
        const length = start + 4 <= bytes.length ? view.getUint16(start + 2) : 0;
        const dataEnd = start + 2 + length;
        if (marker === undefined || marker === jpegMarker.start || length < 2 || dataEnd > bytes.length) {
            break;
        }
        at = marker === jpegMarker.scan ? findMarker(bytes, dataEnd) : dataEnd;
        scans += marker === jpegMarker.scan ? 1 : 0;
        yield { marker, start, end: at, data: bytes.subarray(start + 4, dataEnd) };
    }
    throw damagedImage();
}

/** The next marker at or after a place, over coded pixels and filling; where the file ends when there is none. */
function findMarker(bytes: Uint8Array, from: number): number {
    for (let at = from; at + 1 < bytes.length; at++) {
        const code = bytes[at + 1] ?? 0;
        // In coded pixels 0 stands for the byte itself, and D0 to D7 restart the decoder.
        if (bytes[at] === 0xff && code !== 0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) {
            return at;
        }
    }
    return bytes.length;
}
