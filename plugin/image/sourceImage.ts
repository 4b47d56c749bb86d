import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { isGenerationError } from "../errors";
import { formatName, sniffFormat } from "../fileFormat";
import { acceptImage } from "./acceptImage";
import { canDecode } from "./decodeImage";
import { damagedImage, imageError } from "./imageError";
import type { ImageNote } from "./imageNote";
import { detectMediaType, type SendableType } from "./mediaType";
import { prepareImage } from "./prepareImage";
import type { ReadAddressOptions } from "./readAddress";
import { type ImageSource, type NamedBytes, readBytes } from "./readBytes";

/** A picture as it is sent: PNG or JPEG, upright, within the model's limits, with nothing hidden in it. */
export interface SourceImage {
    /** Exactly what is sent. */
    bytes: Uint8Array;
    mediaType: SendableType;
    name: string;
    /** Pixels. */
    width: number;
    height: number;
    /** SHA-256 of the bytes, hexadecimal. */
    contentHash: string;
    /** What was done to the picture, then what is doubtful about it. */
    notes?: readonly ImageNote[];
    /** The file as it was given. */
    original?: OriginalImage;
}

export interface OriginalImage {
    /** By its content, whatever its name says. */
    mediaType: string;
    /** Pixels, as stored. */
    width: number;
    height: number;
    /** Bytes. */
    size: number;
}

/**
 * Reads a picture and makes it one the model accepts: other formats become PNG or JPEG, EXIF orientation is applied,
 * colours become sRGB, more than 6,000 pixels a side or 20 MB are reduced, and what is hidden in the file, such as the
 * place where it was taken, is removed. Outside browsers nothing is decoded, so there it must be an upright PNG or JPEG.
 *
 * @throws GenerationError of kind `input`, before anything is sent, when the picture cannot be used
 * @throws the signal's reason when aborted
 */
export async function readSourceImage(
    source: ImageSource,
    options: ReadAddressOptions = {},
): Promise<Required<SourceImage>> {
    options.signal?.throwIfAborted();
    try {
        return await readImage(source, options);
    } catch (error) {
        options.signal?.throwIfAborted();
        if (isGenerationError(error)) {
            throw error;
        }
        // A browser without memory, or a page that forbids one of the means.
        throw imageError("The picture cannot be read in this page.", "Open it elsewhere and save it as PNG.", error);
    }
}

async function readImage(source: ImageSource, options: ReadAddressOptions): Promise<Required<SourceImage>> {
    const { signal } = options;
    const { bytes, name } = await readBytes(source, options);
    const mediaType = detectMediaType(bytes) ?? refuse({ bytes, name });
    const file = { bytes, name, mediaType };
    const { facts, ...sent } = canDecode() ? await prepareImage(file, signal) : await acceptImage(file, signal);
    signal?.throwIfAborted();
    const original = { mediaType, width: facts.width, height: facts.height, size: bytes.length };
    return { ...sent, name, original, contentHash: bytesToHex(sha256(sent.bytes)) };
}

function refuse({ bytes, name }: NamedBytes): never {
    const format = sniffFormat(bytes);
    if (format === "image") {
        throw damagedImage();
    }
    throw imageError(
        `"${name}" is not a picture but ${formatName(format)}.`,
        format === "html"
            ? "Open the page and copy the address of the picture itself."
            : "Choose a PNG, JPEG or WebP file.",
    );
}
