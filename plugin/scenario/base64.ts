// Small enough for the argument list of fromCharCode, and a multiple of 3, so that no chunk but the last is padded.
const chunkSize = 0x6000;

/** Bytes as base64, without the `data:` prefix. */
export function toBase64(bytes: Uint8Array): string {
    let text = "";
    for (let start = 0; start < bytes.length; start += chunkSize) {
        text += btoa(String.fromCharCode(...bytes.subarray(start, start + chunkSize)));
    }
    return text;
}
