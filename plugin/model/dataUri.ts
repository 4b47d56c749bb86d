/** An address of base64 data, as Babylon.js recognises it: what only looks like one would be fetched. */
const base64 = /^data:([\w.+-]+\/[\w.+-]+)?;base64,/i;

/** True for an address that holds its own data. The scheme's case means nothing (RFC 3986, 3.1), to Babylon.js as well. */
export function isDataUri(uri: string): boolean {
    return /^data:/i.test(uri);
}

/** The bytes of a base64 data URI and the media type it states; undefined when it is not one. */
export function readDataUri(uri: string): { bytes: Uint8Array; mediaType: string | undefined } | undefined {
    const match = base64.exec(uri);
    if (!match) {
        return undefined;
    }
    try {
        const text = atob(uri.slice(match[0].length));
        const bytes = new Uint8Array(text.length);
        for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
        return { bytes, mediaType: match[1]?.toLowerCase() };
    } catch {
        return undefined;
    }
}
