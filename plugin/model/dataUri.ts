/** True for an address that holds its own data. The scheme's case means nothing (RFC 3986, 3.1), to Babylon.js as well. */
export function isDataUri(uri: string): boolean {
    return /^data:/i.test(uri);
}

/** The bytes of a base64 data URI; undefined when it is not one. */
export function readDataUri(uri: string): Uint8Array | undefined {
    const match = /^data:[^,]{0,200};base64,/i.exec(uri);
    if (!match) {
        return undefined;
    }
    try {
        return Uint8Array.from(atob(uri.slice(match[0].length)), (character) => character.charCodeAt(0));
    } catch {
        return undefined;
    }
}
