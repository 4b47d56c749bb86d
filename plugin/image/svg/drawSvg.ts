import { canvasContext } from "../canvasContext";
import { damagedImage, imageError } from "../imageError";
import { imageSides, type Size } from "../imageLimits";
import { loadElement } from "../loadElement";
import { type PictureFacts, plainFacts } from "../pictureFacts";
import { untilAborted } from "../untilAborted";
import { cleanSvg } from "./cleanSvg";
import { complexDrawing, parseSvg } from "./parseSvg";
import { svgCost } from "./svgCost";
import { svgSize } from "./svgSize";

/** Longest sides, in pixels, at which a drawing is tried one after another. */
const sides = [128, 256, 512, 1024, 2048] as const;
const largestSide = 2048;

/** Smaller than this it is of no use, in pixels. */
const smallestSide = 512;

/** Elements, each use counted. Browsers need about a second to lay out so many. */
const mostElements = 20_000;

/** Milliseconds a drawing may keep the page busy: browsers draw it there, and cannot be stopped. */
const patience = 1500;

export interface DrawnSvg {
    bitmap: ImageBitmap;
    facts: PictureFacts;
    /** Something was left out that would have shown. */
    isIncomplete: boolean;
}

/**
 * Draws an SVG at a sensible size. No script in it runs and nothing is loaded. The caller closes the bitmap. Only in
 * browsers.
 *
 * @throws GenerationError of kind `input` when it is damaged, too narrow or would keep the page busy for too long
 */
export async function drawSvg(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<DrawnSvg> {
    const root = parseSvg(bytes);
    if (root.querySelectorAll("*").length > mostElements) {
        throw complexDrawing();
    }
    const { viewBox, ...size } = svgSize(root);
    checkShape(size);
    const { styled, isAnimated, isIncomplete } = await cleanSvg(root);
    signal?.throwIfAborted();
    if (svgCost(root, styled) > mostElements) {
        throw complexDrawing();
    }
    root.setAttribute("viewBox", viewBox);
    const { width, height } = sizeAt(size, largestSide);
    root.setAttribute("width", `${width}`);
    root.setAttribute("height", `${height}`);
    const text = new XMLSerializer().serializeToString(root);
    const image = await loadDrawing(new Blob([text], { type: "image/svg+xml" }), signal);
    const bitmap = await drawWithPatience(image, size, signal);
    const facts = { ...plainFacts, width: Math.round(size.width), height: Math.round(size.height), isAnimated };
    return { bitmap, facts, isIncomplete };
}

function checkShape(size: Size): void {
    const { width, height } = sizeAt(size, largestSide);
    if (Math.min(width, height) < imageSides.minimum) {
        throw imageError(
            "The drawing is too narrow to make a picture of it.",
            "Cut it down to its object, or export it as PNG.",
        );
    }
}

/** The size in whole pixels, with the longer side as asked. */
function sizeAt({ width, height }: Size, side: number): Size {
    const scale = side / Math.max(width, height);
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

async function loadDrawing(blob: Blob, signal: AbortSignal | undefined): Promise<HTMLImageElement> {
    try {
        return await loadElement(blob, signal);
    } catch (error) {
        signal?.throwIfAborted();
        throw damagedImage(error);
    }
}

/** Draws larger and larger, as long as the next try cannot take too long: four times the pixels, four times the time. */
async function drawWithPatience(
    image: HTMLImageElement,
    size: Size,
    signal: AbortSignal | undefined,
): Promise<ImageBitmap> {
    let drawn: ImageBitmap | undefined;
    let expected = 0;
    for (const side of sides) {
        if (expected > patience) {
            break;
        }
        // Between two tries the page has its turn.
        await untilAborted(new Promise((resolve) => setTimeout(resolve)), signal);
        const start = performance.now();
        drawn?.close();
        drawn = drawAt(image, sizeAt(size, side));
        expected = 4 * (performance.now() - start);
    }
    if (drawn === undefined || Math.max(drawn.width, drawn.height) < smallestSide) {
        drawn?.close();
        throw complexDrawing();
    }
    return drawn;
}

function drawAt(image: HTMLImageElement, { width, height }: Size): ImageBitmap {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    const context = canvasContext(canvas);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    // Browsers draw when somebody looks.
    context.getImageData(0, 0, 1, 1);
    return canvas.transferToImageBitmap();
}
