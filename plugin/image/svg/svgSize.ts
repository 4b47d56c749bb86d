import type { Size } from "../imageLimits";

/** CSS pixels in a unit of length. Other units depend on where a drawing stands, and it stands nowhere. */
const pixels: Readonly<Record<string, number>> = {
    "": 1,
    px: 1,
    pt: 4 / 3,
    pc: 16,
    in: 96,
    cm: 96 / 2.54,
    mm: 96 / 25.4,
};

/** What a browser takes when a drawing says nothing about its size. */
const usualSize: Size = { width: 300, height: 150 };

/** The size of a drawing in pixels, as it says or as its view box has it, and the view box. */
export function svgSize(root: Element): Size & { viewBox: string } {
    const box = readViewBox(root);
    const [width, height] = [readLength(root, "width"), readLength(root, "height")];
    const size = completeSize(width, height, box ?? usualSize);
    return { ...size, viewBox: box?.text ?? `0 0 ${size.width} ${size.height}` };
}

/** What is missing follows from the other side and the shape of the view box. */
function completeSize(width: number | undefined, height: number | undefined, shape: Size): Size {
    if (width === undefined && height === undefined) {
        return { width: shape.width, height: shape.height };
    }
    return {
        width: width ?? ((height ?? 0) * shape.width) / shape.height,
        height: height ?? ((width ?? 0) * shape.height) / shape.width,
    };
}

function readLength(root: Element, name: string): number | undefined {
    const [, number, unit = ""] = /^\s*([\d.]+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(root.getAttribute(name) ?? "") ?? [];
    const length = Number(number) * (pixels[unit.toLowerCase()] ?? Number.NaN);
    return length > 0 && length < Number.POSITIVE_INFINITY ? length : undefined;
}

function readViewBox(root: Element): (Size & { text: string }) | undefined {
    const text = root.getAttribute("viewBox")?.trim() ?? "";
    const numbers = text.split(/[\s,]+/).map(Number);
    const [, , width = 0, height = 0] = numbers;
    const isValid = numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0;
    return isValid ? { width, height, text } : undefined;
}
