/** Bytes as ASCII letters, one each. */
export const asciiText = (bytes: Uint8Array, start: number, end: number): string =>
    String.fromCharCode(...bytes.subarray(start, end));

/** Where a text of ASCII letters stands in bytes, at or after `from`; -1 when nowhere. */
export function findAscii(bytes: Uint8Array, text: string, from = 0): number {
    const letters = new TextEncoder().encode(text);
    const [first = 0] = letters;
    for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
        if (letters.every((letter, index) => bytes[at + index] === letter)) {
            return at;
        }
    }
    return -1;
}
