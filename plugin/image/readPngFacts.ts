import { findAscii } from "./asciiText";
import { byteView } from "./byteView";
import { readExif } from "./exif";
import { damagedImage } from "./imageError";
import { type PictureFacts, plainFacts } from "./pictureFacts";
import { type PngChunk, pngChunks } from "./pngChunks";
import { pngColours } from "./pngColours";
import { pictureChunks } from "./stripPng";

const hiddenChunks = ["eXIf", "tEXt", "zTXt", "iTXt"] as const;

/**
 * Reads what a PNG says about itself.
 *
 * @throws GenerationError of kind `input` when it is cut off or damaged
 */
export async function readPngFacts(bytes: Uint8Array): Promise<PictureFacts> {
    const chunks = new Map<string, Uint8Array>();
    let hasLocation = false;
    let end = 0;
    for (const chunk of pngChunks(bytes)) {
        checkOrder(chunk, chunks);
        hasLocation ||= chunk.type === "iTXt" && findAscii(chunk.data, "GPSLatitude") !== -1;
        chunks.set(chunk.type, chunks.get(chunk.type) ?? chunk.data);
        end = chunk.end;
    }
    const exif = readExif(chunks.get("eXIf") ?? new Uint8Array());
    return {
        ...plainFacts,
        ...readHeader(chunks.get("IHDR")),
        orientation: exif.orientation,
        isAnimated: chunks.has("acTL"),
        hasLocation: hasLocation || exif.hasLocation,
        // What stands behind the end can be anything, even what an editor was told to cut away.
        hasHiddenData: end < bytes.length || hiddenChunks.some((type) => chunks.has(type)),
        colours: await pngColours((type) => chunks.get(type)),
    };
}

/** A large first letter marks a chunk without which the picture cannot be shown. */
function checkOrder({ type, data }: PngChunk, earlier: ReadonlyMap<string, Uint8Array>): void {
    const isHeader = type === "IHDR" && data.length === 13;
    const isStrange = /^[^a-z]/.test(type) && !pictureChunks.has(type);
    if (isHeader !== (earlier.size === 0) || isStrange || (type === "IEND" && !earlier.has("IDAT"))) {
        throw damagedImage();
    }
}

function readHeader(header: Uint8Array | undefined): Pick<PictureFacts, "width" | "height" | "storage"> {
    if (header === undefined) {
        throw damagedImage();
    }
    const view = byteView(header);
    const [depth, colourType] = [view.getUint8(8), view.getUint8(9)];
    const storage = depth > 8 ? "16 bits" : depth < 8 || colourType === 3 ? "palette" : undefined;
    return { width: view.getUint32(0), height: view.getUint32(4), storage };
}
