import { createHash } from "node:crypto";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";

export interface StoredFile {
    bytes: Uint8Array;
    mimeType: string;
}

/** The file, or the asked range of it, as a CDN gives it: with a strong `ETag` by which a broken download goes on. */
export function sendFile({ settings }: EmulatorState, context: EmulatorContext, file: StoredFile): Response {
    const etag = etagOf(file.bytes);
    const mayRange = settings.ranges && [undefined, etag].includes(context.req.header("if-range"));
    const { status, bytes, headers } = rangeOf(file.bytes, mayRange ? context.req.header("range") : undefined);
    return new Response(new Uint8Array(bytes), {
        status,
        headers: {
            "content-type": file.mimeType,
            "content-length": String(bytes.byteLength),
            etag,
            ...(settings.ranges ? { "accept-ranges": "bytes" } : {}),
            ...headers,
        },
    });
}

const etags = new WeakMap<Uint8Array, string>();

/** Changes with every byte. Stored bytes never change in place, so one hash of them is enough. */
function etagOf(bytes: Uint8Array): string {
    const etag = etags.get(bytes) ?? `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
    etags.set(bytes, etag);
    return etag;
}

interface FileRange {
    status: number;
    bytes: Uint8Array;
    headers: Readonly<Record<string, string>>;
}

/** One byte range, as CDNs do: a range that lies outside is 416, one that cannot be read is ignored. */
function rangeOf(bytes: Uint8Array, header: string | undefined): FileRange {
    const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
    const [first, last] = [match?.[1] ?? "", match?.[2] ?? ""];
    if (!first && !last) {
        return { status: 200, bytes, headers: {} };
    }
    const size = bytes.byteLength;
    const start = first ? Number(first) : Math.max(size - Number(last), 0);
    const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
    if (start > end) {
        return { status: 416, bytes: new Uint8Array(), headers: { "content-range": `bytes */${size}` } };
    }
    const range = `bytes ${start}-${end}/${size}`;
    return { status: 206, bytes: bytes.subarray(start, end + 1), headers: { "content-range": range } };
}
