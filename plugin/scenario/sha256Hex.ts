import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ClientContext } from "./clientContext";

// Some 20 ms of work, so that a page stays alive in between.
const sliceSize = 2 * 2 ** 20;

/** SHA-256 of a file in hexadecimal. A page that is not served securely has no Web Crypto; there it is computed here. */
export async function sha256Hex(
    context: Pick<ClientContext, "delay">,
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal | undefined,
): Promise<string> {
    const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
    if (subtle !== undefined) {
        const digest = await subtle.digest("SHA-256", bytes);
        signal?.throwIfAborted();
        return bytesToHex(new Uint8Array(digest));
    }
    const hash = sha256.create();
    for (let start = 0; start < bytes.byteLength; start += sliceSize) {
        hash.update(bytes.subarray(start, start + sliceSize));
        await context.delay(0, signal);
    }
    return bytesToHex(hash.digest());
}
