import { GenerationError } from "../errors";
import type { ByteProgress } from "./callOptions";

export interface ReadStreamOptions {
    maxBytes: number;
    onProgress?: ((progress: ByteProgress) => void) | undefined;
    /** Called for every piece that arrives. */
    alive: () => void;
}

/**
 * Reads a whole body, piece by piece. That fewer bytes come than announced is noticed by `fetch` itself; comparing the
 * header here as well would misread bodies that were compressed on the way.
 * @throws GenerationError of kind `file` when it is larger than allowed
 */
export async function readStream(response: Response, options: ReadStreamOptions): Promise<Uint8Array<ArrayBuffer>> {
    const total = contentLength(response);
    if (total !== undefined && total > options.maxBytes) {
        await response.body?.cancel();
        throw tooLarge(options.maxBytes);
    }
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    for await (const chunk of pieces(response)) {
        options.alive();
        loaded += chunk.byteLength;
        if (loaded > options.maxBytes) {
            throw tooLarge(options.maxBytes);
        }
        chunks.push(chunk);
        options.onProgress?.({ loaded, total: total !== undefined && loaded <= total ? total : undefined });
    }
    return join(chunks, loaded);
}

async function* pieces(response: Response): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    if (reader === undefined) {
        return;
    }
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) {
                return;
            }
            yield value;
        }
    } finally {
        // Also when the reader of these pieces has had enough: the rest must not be transferred.
        await reader.cancel();
    }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, offset);
        offset += chunk.byteLength;
    }
    return bytes;
}

function contentLength(response: Response): number | undefined {
    const header = response.headers.get("content-length");
    return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}

function tooLarge(maxBytes: number): GenerationError {
    return new GenerationError(`The file is larger than ${Math.round(maxBytes / 2 ** 20)} MiB.`, {
        kind: "file",
        spending: "none",
        advice: "Raise the limit of the client, or generate with fewer faces or a coarser texture.",
    });
}
