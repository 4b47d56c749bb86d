import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { imageError } from "./imageError";
import { type ImageSize, imageSides, imageSize } from "./imageSize";
import { detectMediaType } from "./mediaType";
import { type ImageSource, type NamedBytes, type ReadBytesOptions, readBytes } from "./readBytes";
import { canDecode, checkVisible, decodeImage, redrawImage } from "./redrawImage";

/** A picture as it is sent: PNG or JPEG, upright, within the model's limits. */
export interface SourceImage {
    bytes: Uint8Array;
    mediaType: "image/png" | "image/jpeg";
    name: string;
    /** Pixels. */
    width: number;
    height: number;
    /** SHA-256 of the bytes, hexadecimal. */
    contentHash: string;
}

/**
 * Reads a picture and makes it one the model accepts: other formats become PNG, EXIF orientation is applied, more than
 * 6,000 pixels a side are reduced. Outside browsers nothing is decoded, so there it must be an upright PNG or JPEG.
 *
 * @throws GenerationError of kind `input`, before anything is sent, when the picture cannot be used.
 */
export async function readSourceImage(source: ImageSource, options: ReadBytesOptions = {}): Promise<SourceImage> {
    const file = await readBytes(source, options);
    options.signal?.throwIfAborted();
    const mediaType = detectMediaType(file.bytes);
    if (mediaType === undefined) {
        throw imageError(`"${file.name}" is not a picture.`, "Choose a PNG, JPEG or WebP file.");
    }
    const size = imageSize(file.bytes);
    const usable = canDecode() ? await decodeAndRedraw(file, mediaType, size) : acceptAsIs(file, mediaType, size);
    options.signal?.throwIfAborted();
    return { ...usable, name: file.name, contentHash: bytesToHex(sha256(usable.bytes)) };
}

type UsableImage = Omit<SourceImage, "name" | "contentHash">;

const isSendable = (mediaType: string): mediaType is SourceImage["mediaType"] =>
    mediaType === "image/png" || mediaType === "image/jpeg";

const fits = (size: ImageSize): boolean =>
    size.orientation === 1 && Math.max(size.width, size.height) <= imageSides.maximum;

function acceptAsIs(file: NamedBytes, mediaType: string, size: ImageSize): UsableImage {
    if (!isSendable(mediaType) || !fits(size)) {
        throw imageError(
            `"${file.name}" (${mediaType}, ${size.width} × ${size.height}) would have to be converted first.`,
            "Save it as an upright PNG or JPEG of at most 6,000 pixels a side.",
        );
    }
    return { bytes: file.bytes, mediaType, width: size.width, height: size.height };
}

async function decodeAndRedraw(file: NamedBytes, mediaType: string, size: ImageSize): Promise<UsableImage> {
    const bitmap = await decodeImage(file.bytes, mediaType);
    try {
        checkVisible(bitmap);
        if (isSendable(mediaType) && fits(size)) {
            return { bytes: file.bytes, mediaType, width: bitmap.width, height: bitmap.height };
        }
        const target = mediaType === "image/jpeg" ? "image/jpeg" : "image/png";
        const bytes = new Uint8Array(await (await redrawImage(bitmap, target)).arrayBuffer());
        const { width, height } = imageSize(bytes);
        return { bytes, mediaType: target, width, height };
    } finally {
        bitmap.close();
    }
}
