import { maximumPixels } from "../imageLimits";
import { detectMediaType } from "../mediaType";
import { readFacts } from "../readFacts";
import { cleanStyles, endlessProperty, isOutside } from "./cleanStyles";

export interface CleanedSvg {
    /** Something was taken out that would have shown. */
    isIncomplete: boolean;
    isAnimated: boolean;
    /** What the style sheets refer to, by element. */
    styled: ReadonlyMap<Element, readonly string[]>;
}

const animations = "animate, animateMotion, animateTransform, set";

/** Pages could not be read back from a canvas; markers are drawn for each point of a line, without end. */
const unwanted = "foreignObject, marker, iframe, object, embed, audio, video";

const pictures = "image, feImage";

/**
 * Takes out of a drawing what does not belong into a picture: addresses outside of the file, animations, pages and
 * drawings within it, and pictures that are bombs. Scripts do nothing where it is drawn.
 */
export async function cleanSvg(root: SVGSVGElement): Promise<CleanedSvg> {
    const moving = removeAll(root, animations);
    const { isAnimated, isIncomplete, styled } = cleanStyles(root);
    const removed = [removeAll(root, unwanted), removeValues(root), await removePictures(root)];
    return {
        isAnimated: isAnimated || moving > 0,
        isIncomplete: isIncomplete || removed.some((count) => count > 0),
        styled,
    };
}

function removeAll(root: Element, selector: string): number {
    const found = [...root.querySelectorAll(selector)];
    for (const element of found) {
        element.remove();
    }
    return found.length;
}

/** Removes the attributes that lead out of the file, or that are written so that nobody can tell. */
function removeValues(root: Element): number {
    const elements = [root, ...root.querySelectorAll("*")];
    const unwantedValues = elements.flatMap((element) => [...element.attributes].filter(isUnwanted));
    for (const attribute of unwantedValues) {
        attribute.ownerElement?.removeAttributeNode(attribute);
    }
    return unwantedValues.length;
}

function isUnwanted({ localName, namespaceURI, ownerElement, value }: Attr): boolean {
    if (localName === "href") {
        const isPicture = value.startsWith("data:") && ownerElement?.matches(pictures) === true;
        return !value.startsWith("#") && !isPicture && ownerElement?.localName !== "a";
    }
    // An escaped letter can hide an address.
    return (
        localName === endlessProperty ||
        isOutside(value) ||
        (namespaceURI === null && value.includes("\\") && value.includes("("))
    );
}

/** Removes the pictures in a drawing that are none, drawings themselves, or together too large. */
async function removePictures(root: Element): Promise<number> {
    let [count, pixels] = [0, 0];
    for (const element of root.querySelectorAll(pictures)) {
        let added = 0;
        for (const { value } of [...element.attributes].filter(({ localName }) => localName === "href")) {
            added += value.startsWith("data:") ? await pixelsOf(value) : 0;
        }
        if (pixels + added <= maximumPixels) {
            pixels += added;
        } else {
            element.remove();
            count += 1;
        }
    }
    return count;
}

/** How many pixels a data URL decodes to; without end, when it is no picture made of pixels. */
async function pixelsOf(url: string): Promise<number> {
    try {
        const [, base64 = ""] = url.split(";base64,");
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const { width, height } = await readFacts(bytes, detectMediaType(bytes) ?? "none");
        return width * height;
    } catch {
        return Number.POSITIVE_INFINITY;
    }
}
