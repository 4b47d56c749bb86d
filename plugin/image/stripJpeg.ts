import { asciiText } from "./asciiText";
import { type JpegSegment, jpegMarker, jpegSegments } from "./jpegSegments";

/** The lengths, in bytes, that remain of JFIF's header without its thumbnail and of Adobe's without additions. */
const [jfifLength, adobeLength] = [14, 12];

export const isJfif = ({ marker, data }: JpegSegment): boolean =>
    marker === jpegMarker.app0 && asciiText(data, 0, 5) === "JFIF\0" && data.length >= jfifLength;

/** Says how colours are coded, so it belongs to the picture. */
export const isAdobe = ({ marker, data }: JpegSegment): boolean =>
    marker === jpegMarker.app14 && asciiText(data, 0, 5) === "Adobe" && data.length >= adobeLength;

export const isProfile = ({ marker, data }: JpegSegment): boolean =>
    marker === jpegMarker.app2 && asciiText(data, 0, 12) === "ICC_PROFILE\0";

/** Application data and comments. */
export const isAddition = ({ marker }: JpegSegment): boolean => (marker >= 0xe0 && marker <= 0xef) || marker >= 0xf0;

/**
 * The same picture, pixel for pixel, without anything that is not needed to show it: no EXIF, XMP, IPTC, comments or
 * thumbnails, nothing behind the end.
 */
export function stripJpeg(bytes: Uint8Array, keep: { colours: boolean }): Uint8Array<ArrayBuffer> {
    const stripped = new Uint8Array(bytes.length);
    stripped.set(bytes.subarray(0, 2));
    let length = 2;
    for (const segment of jpegSegments(bytes)) {
        const kept = keptPart(segment, bytes, keep.colours);
        stripped.set(kept, length);
        length += kept.length;
    }
    return stripped.slice(0, length);
}

function keptPart(segment: JpegSegment, bytes: Uint8Array, keepColours: boolean): Uint8Array {
    const { start, end, data } = segment;
    if (isJfif(segment)) {
        const [version, density] = [data.subarray(5, 7), data.subarray(7, 12)];
        return new Uint8Array([0xff, jpegMarker.app0, 0, jfifLength + 2, ...jfifName, ...version, ...density, 0, 0]);
    }
    if (isAdobe(segment)) {
        return new Uint8Array([0xff, jpegMarker.app14, 0, adobeLength + 2, ...data.subarray(0, adobeLength)]);
    }
    const isKept = !isAddition(segment) || (keepColours && isProfile(segment));
    return isKept ? bytes.subarray(start, end) : new Uint8Array();
}

const jfifName = new TextEncoder().encode("JFIF\0");
