import { findAscii } from "./asciiText";
import { byteView } from "./byteView";
import { readExif } from "./exif";
import { damagedImage } from "./imageError";
import type { Size } from "./imageLimits";
import { hasBrand } from "./mediaType";
import { type PictureFacts, plainFacts } from "./pictureFacts";

/** Sizes stand at the beginning, before the pixels. Bytes. */
const headLength = 256 * 1024;

/**
 * Reads what an AVIF or HEIC says about itself. Browsers turn these upright, by what the container itself says.
 *
 * @throws GenerationError of kind `input` when no size is found
 */
export function readHeifFacts(bytes: Uint8Array): PictureFacts {
    const [first = { width: 0, height: 0 }, ...others] = readSizes(bytes.subarray(0, headLength));
    const largest = others.reduce((one, other) => (areaOf(other) > areaOf(one) ? other : one), first);
    if (areaOf(largest) === 0) {
        throw damagedImage();
    }
    return {
        ...plainFacts,
        ...largest,
        isAnimated: hasBrand(bytes, /^(avis|msf1|hev[cxms])$/),
        hasLocation: hasLocation(bytes),
    };
}

const areaOf = ({ width, height }: Size): number => width * height;

/** The sizes of the picture and of the tiles and thumbnails in it; each has a box of twenty bytes. */
function readSizes(head: Uint8Array): Size[] {
    const view = byteView(head);
    const sizes: Size[] = [];
    for (let at = findAscii(head, "ispe"); at !== -1 && at + 16 <= head.length; at = findAscii(head, "ispe", at + 4)) {
        if (at >= 4 && view.getUint32(at - 4) === 20) {
            sizes.push({ width: view.getUint32(at + 8), height: view.getUint32(at + 12) });
        }
    }
    return sizes;
}

/** True when one of the first things that look like EXIF data says where the picture was taken. */
function hasLocation(bytes: Uint8Array): boolean {
    return ["II*\0", "MM\0*"].some((start) => {
        let at = findAscii(bytes, start);
        for (let tries = 0; tries < 8 && at !== -1; tries++) {
            if (readExif(bytes.subarray(at)).hasLocation) {
                return true;
            }
            at = findAscii(bytes, start, at + 1);
        }
        return false;
    });
}
