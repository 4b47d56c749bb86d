import { damagedImage, imageError } from "../imageError";
import { textEncoding } from "../mediaType";

/** Bytes, and letters that entities may grow to; a drawing beyond that is no picture of an object. */
const mostBytes = 10_000_000;

/**
 * Parses a drawing into a document of its own, where nothing is loaded or run. Only in browsers.
 *
 * @throws GenerationError of kind `input` when it is damaged, or would grow without end
 */
export function parseSvg(bytes: Uint8Array): SVGSVGElement {
    if (typeof DOMParser === "undefined") {
        throw imageError("A drawing (SVG) can only be read in a page.", "Export it as a PNG.");
    }
    if (bytes.length > mostBytes) {
        throw complexDrawing();
    }
    const text = new TextDecoder(textEncoding(bytes)).decode(bytes);
    checkEntities(text);
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    const root = parsed.documentElement;
    if (!(root instanceof SVGSVGElement) || parsed.querySelector("parsererror") !== null) {
        throw damagedImage();
    }
    return root;
}

/** A drawing that would keep the page busy for too long. */
export function complexDrawing(): Error {
    return imageError("The drawing is too complex to draw safely.", "Export it as a PNG of about 1,024 pixels a side.");
}

/** Entities are texts that stand for longer ones; the parser writes them out before anybody can stop it. */
function checkEntities(text: string): void {
    const declared = text.split("<!ENTITY").length - 1;
    // Of those that hold no others.
    const lengths = [...text.matchAll(/<!ENTITY\s+[\w.:-]+\s+("[^"&%]*"|'[^'&%]*')\s*>/g)].map(
        ([entity]) => entity.length,
    );
    const uses = text.split("&").length - 1;
    if (lengths.length < declared || uses * Math.max(0, ...lengths) > mostBytes) {
        throw complexDrawing();
    }
}
