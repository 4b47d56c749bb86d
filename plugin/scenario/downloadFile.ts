import { type FileFormat, formatName, sniffFormat } from "../fileFormat";
import type { ProgressOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { fileError, fileErrorDetails } from "./fileError";
import { httpFailure } from "./httpError";
import { type HttpRequest, httpRequest } from "./httpRequest";
import type { Failure, Outcome } from "./outcome";
import { readAnswer } from "./readAnswer";
import { readStream } from "./readStream";
import { retryRead } from "./retryRead";

interface LoadedFile {
    bytes: Uint8Array<ArrayBuffer>;
    format: FileFormat;
}

// What storage and CDN answer to a link that has expired. Asking for a fresh one is free, so all of them do.
const expired = new Set([400, 403, 404, 410]);

/**
 * Loads a file with byte progress. Every try asks `askLink` again, so an expired link, a cut transfer and a broken
 * connection all mend in the same way.
 */
export function downloadFile(
    context: ClientContext,
    askLink: () => Promise<URL | undefined>,
    options: ProgressOptions,
): Promise<LoadedFile> {
    return retryRead(context, options.signal, async () => {
        const link = await askLink();
        return link === undefined
            ? wrongFile("The service has no link to the file yet.", true)
            : loadOnce(
                  context,
                  { failure: "The model could not be downloaded", link, signal: options.signal },
                  options,
              );
    });
}

function loadOnce(
    context: ClientContext,
    request: HttpRequest,
    { onProgress }: ProgressOptions,
): Promise<Outcome<LoadedFile>> {
    return httpRequest(context, request, async (response, alive) => {
        if (!response.ok) {
            return linkFailure(httpFailure(context, request, await readAnswer(response, alive)));
        }
        const bytes = await readStream(response, { maxBytes: context.maxFileBytes, onProgress, alive });
        return checkFile(bytes);
    });
}

function linkFailure(failure: Failure): Failure {
    if (failure.status === undefined || !expired.has(failure.status)) {
        return failure;
    }
    return { ...failure, isTransient: true, error: failure.error.withDetails(fileErrorDetails) };
}

/** Refuses what stands in the way of a file: a login page, an error of storage, half a model. */
function checkFile(bytes: Uint8Array<ArrayBuffer>): Outcome<LoadedFile> {
    const format = sniffFormat(bytes);
    if (format === "glb" && declaredLength(bytes) > bytes.byteLength) {
        return wrongFile("The model file broke off early.", true);
    }
    if (format === "html" || format === "json" || format === "gzip" || format === "xml" || format === "empty") {
        // Storage reports an expired link as XML, and sometimes with status 200.
        return wrongFile(`Instead of the model came ${formatName(format)}.`, format === "xml" || format === "empty");
    }
    return { ok: true, value: { bytes, format } };
}

/** The length a GLB states about itself, in bytes 8 to 11. */
function declaredLength(bytes: Uint8Array): number {
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return bytes.byteLength >= 12 ? header.getUint32(8, true) : Number.POSITIVE_INFINITY;
}

function wrongFile(message: string, isTransient: boolean): Failure {
    return {
        ok: false,
        status: undefined,
        body: undefined,
        isTransient,
        retryAfter: undefined,
        error: fileError(message),
    };
}
