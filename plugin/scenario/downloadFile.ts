import type { ProgressOptions } from "./callOptions";
import type { LoadedFile } from "./checkFile";
import type { ClientContext } from "./clientContext";
import { brokenFile, fileErrorDetails } from "./fileError";
import { httpFailure } from "./httpError";
import { type HttpRequest, httpRequest } from "./httpRequest";
import type { Failure, Outcome } from "./outcome";
import type { PartialStore } from "./partialStore";
import { readAnswer } from "./readAnswer";
import { type Download, drop, receiveFile } from "./receiveFile";
import { retryRead } from "./retryRead";
import { type Transfer, transferOf } from "./transfer";

export interface FileSource {
    /** Asked before every try, since links expire. Undefined while the service has none. */
    askLink: () => Promise<URL | undefined>;
    store: PartialStore;
}

// What storage and CDN answer to a link that has expired. Asking for a fresh one is free, so all of them do.
const expired = new Set([400, 403, 404, 410]);

/**
 * Loads a file with byte progress. Every try asks for the link again, so an expired link, a cut transfer and a broken
 * connection all mend in the same way; where the server allows it, a try goes on where the one before broke off.
 */
export async function downloadFile(
    context: ClientContext,
    { askLink, store }: FileSource,
    options: ProgressOptions,
): Promise<LoadedFile> {
    const download: Download = { store, kept: await store.load(options.signal), maxBytes: context.maxFileBytes };
    let before = 0;
    const attempt = async (isLast: boolean): Promise<Outcome<LoadedFile>> => {
        before = download.kept?.loaded ?? 0;
        const link = await askLink();
        if (link === undefined) {
            return brokenFile("The service has no link to the file yet.");
        }
        // The last try is a plain one: something in between may not understand parts.
        const asked = isLast ? undefined : download.kept;
        const outcome = await loadOnce(context, download, { link, asked, ...options });
        if (!outcome.ok && download.kept !== undefined) {
            store.note(download.kept, false);
        }
        return outcome;
    };
    const hasAdvanced = () => (download.kept?.loaded ?? 0) > before;
    try {
        const file = await retryRead(context, options.signal, attempt, hasAdvanced);
        store.clear();
        return file;
    } catch (error) {
        if (download.kept !== undefined) {
            store.save(download.kept);
        }
        throw error;
    }
}

interface Try extends ProgressOptions {
    link: URL;
    /** Whose rest is asked for; undefined for the whole file. */
    asked: Transfer | undefined;
}

function loadOnce(
    context: ClientContext,
    download: Download,
    { link, asked, signal, onProgress }: Try,
): Promise<Outcome<LoadedFile>> {
    const headers = asked && { range: `bytes=${asked.loaded}-`, "if-range": asked.validator ?? "" };
    const request: HttpRequest = { failure: "The model could not be downloaded", link, headers, signal };
    return httpRequest(context, request, async (response, alive) => {
        const transfer = response.ok ? transferOf(response, asked) : undefined;
        if (transfer !== undefined) {
            return receiveFile(download, { response, transfer, alive, onProgress });
        }
        if (response.ok || (response.status === 416 && asked !== undefined)) {
            await response.body?.cancel();
            drop(download, asked);
            return brokenFile("The rest of the model file does not fit its beginning.");
        }
        return linkFailure(httpFailure(context, request, await readAnswer(response, alive)));
    });
}

function linkFailure(failure: Failure): Failure {
    if (failure.status === undefined || !expired.has(failure.status)) {
        return failure;
    }
    return { ...failure, isTransient: true, error: failure.error.withDetails(fileErrorDetails) };
}
