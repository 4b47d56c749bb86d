import { imageError } from "./imageError";
import { formatName } from "./imageFormats";
import { maximumSentBytes, megabytes, sizeText } from "./imageLimits";
import { isSendable } from "./mediaType";
import type { PictureFile, PreparedImage } from "./prepareImage";
import { readFacts } from "./readFacts";
import { scaleToFit } from "./scaleToFit";
import { sourceNotes } from "./sourceNotes";
import { stripImage } from "./stripImage";

/**
 * Takes a picture without decoding it, for programs outside of browsers. What is hidden in it is removed; which
 * colours its numbers mean is not.
 *
 * @throws GenerationError of kind `input` when it is damaged or its pixels would have to be changed
 */
export async function acceptImage(file: PictureFile, signal: AbortSignal | undefined): Promise<PreparedImage> {
    const { mediaType } = file;
    if (mediaType === "image/svg+xml") {
        throw unconverted(file, "a drawing");
    }
    const facts = await readFacts(file.bytes, mediaType);
    signal?.throwIfAborted();
    const scale = scaleToFit(facts);
    if (!isSendable(mediaType) || scale < 1 || facts.orientation !== 1 || facts.colours === "CMYK") {
        throw unconverted(file, sizeText(facts));
    }
    const bytes = stripImage(file.bytes, mediaType, { colours: facts.colours !== undefined });
    if (bytes.length > maximumSentBytes) {
        throw imageError(
            `The picture has ${megabytes(bytes.length)}; the limit is ${megabytes(maximumSentBytes)}.`,
            "Save it smaller or as a JPEG.",
        );
    }
    const sent = { bytes, mediaType, width: facts.width, height: facts.height };
    return { ...sent, facts, notes: sourceNotes({ ...file, facts, upright: facts, sent, isRedrawn: false }) };
}

function unconverted({ name, mediaType }: PictureFile, what: string): Error {
    return imageError(
        `"${name}" (${formatName(mediaType)}, ${what}) would have to be converted first.`,
        "Save it as an upright PNG or JPEG of at most 6,000 pixels a side.",
    );
}
