import { imageSize } from "image-size";
import { isKtx2, readKtx2 } from "./checkKtx2";

const mediaTypes: Record<string, string> = { png: "image/png", webp: "image/webp", avif: "image/avif" };

export interface ImageHeader {
    mediaType: string;
    /** Pixels. */
    width: number;
    /** Pixels. */
    height: number;
}

/** What a picture's header says; undefined when it cannot be read or is of a kind that models do not hold. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
    if (isKtx2(bytes)) {
        const size = readKtx2(bytes);
        return size && { mediaType: "image/ktx2", ...size };
    }
    const header = bytes[0] === 0xff && bytes[1] === 0xd8 ? readJpeg(bytes) : readOther(bytes);
    return header && header.width > 0 && header.height > 0 ? header : undefined;
}

function readOther(bytes: Uint8Array): ImageHeader | undefined {
    try {
        const { width, height, type } = imageSize(bytes);
        const mediaType = mediaTypes[type === "heif" ? "avif" : (type ?? "")];
        return mediaType ? { mediaType, width, height } : undefined;
    } catch {
        return undefined;
    }
}

/**
 * Follows a JPEG's segments to its first frame, and takes only the kinds that browsers decode. Not the library's reader:
 * it takes markers without a length for segments, and so can be led past the size that a decoder sees.
 */
function readJpeg(bytes: Uint8Array): ImageHeader | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
        while (bytes[at + 1] === 0xff && at + 10 < bytes.length) at += 1; // padding
        const marker = bytes[at + 1] ?? 0;
        if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) {
            return undefined;
        }
        if (isFrame(marker)) {
            const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
            return marker <= 0xc2 ? { mediaType: "image/jpeg", width, height } : undefined;
        }
    }
    return undefined;
}

/** C0…CF without the tables of codes (C4, CC) and the extension (C8). */
function isFrame(marker: number): boolean {
    return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
