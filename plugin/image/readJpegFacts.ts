import { asciiText, findAscii } from "./asciiText";
import { byteView } from "./byteView";
import { readExif } from "./exif";
import { damagedImage, imageError } from "./imageError";
import { joinBytes } from "./joinBytes";
import { type JpegSegment, jpegMarker, jpegSegments } from "./jpegSegments";
import { type PictureFacts, plainFacts } from "./pictureFacts";
import { profileColours } from "./profileColours";
import { isAddition, isAdobe, isJfif, isProfile } from "./stripJpeg";

const exifName = "Exif\0\0";

/**
 * Reads what a JPEG says about itself.
 *
 * @throws GenerationError of kind `input` when it is cut off, damaged or of a kind that browsers do not show
 */
export function readJpegFacts(bytes: Uint8Array): PictureFacts {
    const segments = [...jpegSegments(bytes)];
    const frame = segments.find(isFrame);
    if (frame === undefined || !segments.some(({ marker }) => marker === jpegMarker.scan)) {
        throw damagedImage();
    }
    const { components, ...size } = readFrame(frame);
    const hidden = segments.filter((segment) => isAddition(segment) && !isNeeded(segment));
    const exif = readExif(exifOf(hidden));
    return {
        ...plainFacts,
        ...size,
        orientation: exif.orientation,
        hasLocation: exif.hasLocation || hidden.some(({ data }) => findAscii(data, "GPSLatitude") !== -1),
        hasHiddenData: hidden.length > 0 || (segments.at(-1)?.end ?? 0) < bytes.length,
        colours: components === 4 ? "CMYK" : profileColours(profileOf(segments)),
    };
}

const isNeeded = (segment: JpegSegment): boolean => isJfif(segment) || isAdobe(segment) || isProfile(segment);

/** Of the markers C0 to CF, three are tables. */
const isFrame = ({ marker }: JpegSegment): boolean =>
    marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readFrame({ marker, data }: JpegSegment): { width: number; height: number; components: number } {
    if (data.length < 6) {
        throw damagedImage();
    }
    const view = byteView(data);
    const isUsual = marker <= 0xc2 && view.getUint8(0) === 8;
    if (!isUsual) {
        throw imageError(
            "The picture is a rare kind of JPEG (lossless, arithmetic or of more than 8 bits).",
            "Open it elsewhere and save it again as PNG.",
        );
    }
    return { height: view.getUint16(1), width: view.getUint16(3), components: view.getUint8(5) };
}

function exifOf(segments: readonly JpegSegment[]): Uint8Array {
    const found = segments.find(({ marker, data }) => marker === jpegMarker.app1 && asciiText(data, 0, 6) === exifName);
    return found?.data.subarray(exifName.length) ?? new Uint8Array();
}

/** A profile is cut into numbered parts of up to 64 KB; none in use has more parts than this. */
function profileOf(segments: readonly JpegSegment[]): Uint8Array {
    const parts = segments.filter(isProfile).slice(0, 64);
    parts.sort((one, other) => (one.data[12] ?? 0) - (other.data[12] ?? 0));
    return joinBytes(parts.map(({ data }) => data.subarray(14)));
}
