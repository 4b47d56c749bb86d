const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [openList, closeList] = [0x5b, 0x5d];
const [openObject, closeObject] = [0x7b, 0x7d];

export interface JsonMeasure {
    /** Lists and objects in one another, at most. */
    depth: number;
    /** About as many values as a parser would make. */
    values: number;
}

/** Measures a JSON text without parsing it: a parser makes everything at once, and some fail on what is nested deeply. */
export function measureJson(text: Uint8Array): JsonMeasure {
    let depth = 0;
    let deepest = 0;
    let values = 1;
    for (let at = 0; at < text.length; at++) {
        const byte = text[at] ?? 0;
        if (byte === quote) {
            at = endOfString(text, at);
        } else if (byte === comma) {
            values += 1;
        } else if (byte === openList || byte === openObject) {
            depth += 1;
            values += 1;
            deepest = Math.max(deepest, depth);
        } else if (byte === closeList || byte === closeObject) {
            depth -= 1;
        }
    }
    return { depth: deepest, values };
}

/** Where the string that begins here has its closing quote, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
    for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
        let escapes = 0;
        while (text[at - 1 - escapes] === backslash) escapes += 1;
        if (escapes % 2 === 0) {
            return at;
        }
    }
    return text.length;
}
