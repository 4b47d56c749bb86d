import { byteView } from "./byteView";
import { readExif, readTiffDirectory } from "./exif";
import { damagedImage } from "./imageError";
import { type PictureFacts, plainFacts } from "./pictureFacts";
import { readGifFacts } from "./readGifFacts";
import { readHeifFacts } from "./readHeifFacts";
import { readJpegFacts } from "./readJpegFacts";
import { readPngFacts } from "./readPngFacts";
import { readWebpFacts } from "./readWebpFacts";

/**
 * Reads what the file of a picture made of pixels says about it, without decoding it.
 *
 * @throws GenerationError of kind `input` when the file is cut off or damaged
 */
export async function readFacts(bytes: Uint8Array, mediaType: string): Promise<PictureFacts> {
    const read = readers[mediaType];
    if (read === undefined) {
        throw damagedImage();
    }
    return read(bytes);
}

const readers: Readonly<Record<string, (bytes: Uint8Array) => PictureFacts | Promise<PictureFacts>>> = {
    "image/png": readPngFacts,
    "image/jpeg": readJpegFacts,
    "image/webp": readWebpFacts,
    "image/gif": readGifFacts,
    "image/avif": readHeifFacts,
    "image/heic": readHeifFacts,
    "image/tiff": readTiffFacts,
    "image/bmp": readBmpFacts,
};

function readTiffFacts(bytes: Uint8Array): PictureFacts {
    const numbers = readTiffDirectory(bytes);
    const [width, height] = [numbers.get(256), numbers.get(257)];
    if (width === undefined || height === undefined) {
        throw damagedImage();
    }
    return { ...plainFacts, width, height, hasLocation: readExif(bytes).hasLocation };
}

/** A negative height says that the rows are not upside down; the oldest headers have short numbers. */
function readBmpFacts(bytes: Uint8Array): PictureFacts {
    if (bytes.length < 26) {
        throw damagedImage();
    }
    const view = byteView(bytes);
    const [width, height] =
        view.getUint32(14, true) === 12
            ? [view.getUint16(18, true), view.getUint16(20, true)]
            : [view.getUint32(18, true), Math.abs(view.getInt32(22, true))];
    return { ...plainFacts, width, height };
}
