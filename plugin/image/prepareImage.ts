import { decodeImage } from "./decodeImage";
import { imageError } from "./imageError";
import { maximumSentBytes, type Size } from "./imageLimits";
import type { ImageNote } from "./imageNote";
import { lookAtPixels } from "./lookAtPixels";
import { isSendable, type SendableType } from "./mediaType";
import type { PictureFacts } from "./pictureFacts";
import type { NamedBytes } from "./readBytes";
import { readFacts } from "./readFacts";
import { hideWebpExif } from "./readWebpFacts";
import { redrawImage } from "./redrawImage";
import { scaleToFit } from "./scaleToFit";
import { sourceNotes } from "./sourceNotes";
import { stripImage } from "./stripImage";
import { drawSvg } from "./svg/drawSvg";

export interface PictureFile extends NamedBytes {
    mediaType: string;
}

/** A picture ready to be sent, and how it became so. */
export interface PreparedImage extends Size {
    bytes: Uint8Array<ArrayBuffer>;
    mediaType: SendableType;
    facts: PictureFacts;
    notes: ImageNote[];
}

interface OpenedImage {
    bitmap: ImageBitmap;
    facts: PictureFacts;
    /** The file with nothing hidden in it, when its format can be sent. */
    stripped?: { bytes: Uint8Array<ArrayBuffer>; mediaType: SendableType };
    isIncomplete?: boolean;
}

/** Formats made for photographs, which as PNG would be many times as large. */
const photographs: readonly string[] = ["image/jpeg", "image/avif", "image/heic"];

/**
 * Makes any picture that the browser decodes one that the model takes. What can be sent pixel for pixel is.
 *
 * @throws GenerationError of kind `input` when it cannot be used
 */
export async function prepareImage(file: PictureFile, signal: AbortSignal | undefined): Promise<PreparedImage> {
    const opened = await openImage(file, signal);
    try {
        return await finishImage(file, opened, signal);
    } finally {
        opened.bitmap.close();
    }
}

async function openImage({ bytes, mediaType }: PictureFile, signal: AbortSignal | undefined): Promise<OpenedImage> {
    if (mediaType === "image/svg+xml") {
        return drawSvg(bytes, signal);
    }
    const facts = await readFacts(bytes, mediaType);
    signal?.throwIfAborted();
    scaleToFit(facts);
    if (!isSendable(mediaType)) {
        const decodable = mediaType === "image/webp" ? hideWebpExif(bytes) : bytes;
        return { facts, bitmap: await decodeImage(decodable, mediaType, signal) };
    }
    // What is decoded, and so proved to be a picture, is what is sent.
    const stripped = stripImage(bytes, mediaType, { colours: facts.colours !== undefined });
    return { facts, stripped: { bytes: stripped, mediaType }, bitmap: await decodeImage(stripped, mediaType, signal) };
}

async function finishImage(
    file: PictureFile,
    { bitmap, facts, stripped, isIncomplete }: OpenedImage,
    signal: AbortSignal | undefined,
): Promise<PreparedImage> {
    const { isFlat, isOpaque, isInvisible } = lookAtPixels(bitmap);
    if (isInvisible) {
        throw imageError("The picture is fully transparent.", "Choose a picture that shows an object.");
    }
    const upright = turnSize(bitmap, facts.orientation);
    const isRedrawn = stripped === undefined || needsRedraw(facts, stripped.bytes.length);
    const mediaType = isOpaque && photographs.includes(file.mediaType) ? "image/jpeg" : "image/png";
    const sent = isRedrawn
        ? await redrawImage(bitmap, { orientation: facts.orientation, mediaType, isOpaque, signal })
        : { ...upright, ...stripped };
    const notes = sourceNotes({ ...file, facts, upright, sent, isRedrawn, isFlat, isIncomplete });
    return { ...sent, facts, notes };
}

function turnSize({ width, height }: Size, orientation: number): Size {
    return orientation < 5 ? { width, height } : { width: height, height: width };
}

function needsRedraw(facts: PictureFacts, length: number): boolean {
    const isPlain = facts.orientation === 1 && facts.colours === undefined && facts.storage === undefined;
    return !isPlain || scaleToFit(facts) < 1 || length > maximumSentBytes;
}
