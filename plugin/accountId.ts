import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const label = utf8ToBytes("babylon-scenario account");

/** Whose records, as far as that can be told without the secret half of the key. */
export interface Account {
    /** Absolute address of the service's API. */
    serviceUrl: string;
    /** The public half of the API key. */
    key?: string | undefined;
    projectId?: string | undefined;
}

/**
 * An opaque id of an account, the same wherever it is computed: 32 hexadecimal digits.
 *
 * It may be shown to the page. The secret half of the key is no part of it, and the public half is long and random, so
 * it cannot be found by trying from the hash. It is no password either: whoever knows the id can do nothing with it.
 */
export function accountId({ serviceUrl, key = "", projectId = "" }: Account): string {
    const address = new URL(serviceUrl).href.replace(/\/+$/, "");
    return bytesToHex(hmac(sha256, label, utf8ToBytes([address, key, projectId].join("\n")))).slice(0, 32);
}
