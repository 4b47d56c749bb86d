import { contentLength } from "./readPieces";

/** What has arrived of one version of a file. */
export interface Transfer {
    /** Names the version, so that the rest of it can be asked for. Undefined when it cannot. */
    readonly validator: string | undefined;
    /** Bytes of the whole file; undefined while nobody said. */
    total: number | undefined;
    /** Bytes here. */
    readonly loaded: number;
    add(piece: Uint8Array): void;
    /** The first piece, to recognise a format by. */
    head(): Uint8Array;
    /** A copy of everything here. */
    toBytes(): Uint8Array<ArrayBuffer>;
}

export function createTransfer(validator: string | undefined, total: number | undefined): Transfer {
    const pieces: Uint8Array[] = [];
    let loaded = 0;
    return {
        validator,
        total,
        get loaded() {
            return loaded;
        },
        add(piece) {
            pieces.push(piece);
            loaded += piece.byteLength;
        },
        head: () => pieces[0] ?? new Uint8Array(),
        toBytes: () => joinBytes(pieces),
    };
}

/**
 * The transfer to which an answer's body belongs: the one that was asked to be continued, when the body is exactly its
 * rest, or a new one when the whole file comes. Undefined when the body is a part that fits nothing.
 */
export function transferOf({ status, headers }: Response, asked: Transfer | undefined): Transfer | undefined {
    if (status !== 206) {
        return createTransfer(validatorOf(headers), isPacked(headers) ? undefined : contentLength(headers));
    }
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
    if (asked === undefined || isPacked(headers) || !isVersion(headers, asked) || Number(start) !== asked.loaded) {
        return undefined;
    }
    asked.total ??= total === "*" ? undefined : Number(total);
    return total === "*" || Number(total) === asked.total ? asked : undefined;
}

/** A part may come without a validator, but a different one means that `If-Range` was not understood. */
function isVersion(headers: Headers, { validator }: Transfer): boolean {
    return [validator, undefined].includes(validatorOf(headers));
}

/**
 * What names a version for `If-Range` (RFC 9110, 13.1.5 and 8.8.2.2): a strong ETag, else, when there is none at all,
 * the date of the last change if it lies at least a second before the answer.
 */
function validatorOf(headers: Headers): string | undefined {
    const etag = headers.get("etag");
    if (isPacked(headers)) {
        return undefined;
    }
    if (etag !== null) {
        return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? etag : undefined;
    }
    const lastModified = headers.get("last-modified");
    const age = Date.parse(headers.get("date") ?? "") - Date.parse(lastModified ?? "");
    return lastModified !== null && age >= 1000 ? lastModified : undefined;
}

/** Bytes that were packed on the way are not those that lengths and ranges count. */
function isPacked(headers: Headers): boolean {
    return !["identity", ""].includes(headers.get("content-encoding") ?? "");
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    let offset = 0;
    for (const piece of pieces) {
        bytes.set(piece, offset);
        offset += piece.byteLength;
    }
    return bytes;
}
