import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { GenerationRequest } from "../scenario/generationRequest";

/**
 * Tells one exact request of one account from every other: SHA-256 over account, model, the picture's content hash and
 * the other inputs. The asset id is no part of it, because the same picture may be uploaded again.
 */
export function requestKey(account: string, { modelId, input }: GenerationRequest, pictureHash: string): string {
    const inputs = Object.entries({ ...input, image: pictureHash }).sort(([a], [b]) => (a < b ? -1 : 1));
    return bytesToHex(sha256(utf8ToBytes(JSON.stringify([account, modelId, inputs]))));
}

/** A new unique id, also on pages without a secure context, where `crypto.randomUUID` is missing. */
export function newId(): string {
    return bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
}
