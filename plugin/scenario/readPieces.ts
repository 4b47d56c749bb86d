import { GenerationError } from "../errors";

export interface ReadPiecesOptions {
    /** More than this is refused, together with what is already here. */
    maxBytes: number;
    /** Bytes of the same file that came before. */
    before?: number | undefined;
    /** Called for every piece that arrives. */
    alive: () => void;
}

/**
 * A body, piece by piece. That fewer bytes come than announced is noticed by `fetch` itself; comparing the header here
 * as well would misread bodies that were compressed on the way.
 * @throws GenerationError of kind `file` when it is larger than allowed
 */
export async function* readPieces(
    response: Response,
    { maxBytes, before = 0, alive }: ReadPiecesOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
    if (before + (contentLength(response.headers) ?? 0) > maxBytes) {
        await response.body?.cancel();
        throw tooLarge(maxBytes);
    }
    const reader = response.body?.getReader();
    if (reader === undefined) {
        return;
    }
    let loaded = before;
    try {
        for (let read = await reader.read(); !read.done; read = await reader.read()) {
            alive();
            loaded += read.value.byteLength;
            if (loaded > maxBytes) {
                throw tooLarge(maxBytes);
            }
            yield read.value;
        }
    } finally {
        // Also when the reader of these pieces has had enough: the rest must not be transferred.
        await reader.cancel();
    }
}

/** Bytes on their way, when the other side says. */
export function contentLength(headers: Headers): number | undefined {
    const header = headers.get("content-length");
    return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}

function tooLarge(maxBytes: number): GenerationError {
    return new GenerationError(`The file is larger than ${Math.round(maxBytes / 2 ** 20)} MiB.`, {
        kind: "file",
        spending: "none",
        advice: "Raise the limit of the client, or generate with fewer faces or a coarser texture.",
    });
}
