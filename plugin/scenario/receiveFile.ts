import { isGenerationError } from "../errors";
import type { ProgressOptions } from "./callOptions";
import { checkFile, isStranger, type LoadedFile } from "./checkFile";
import { brokenFile } from "./fileError";
import type { Outcome } from "./outcome";
import type { PartialStore } from "./partialStore";
import { readPieces } from "./readPieces";
import type { Transfer } from "./transfer";

/** A file on its way. */
export interface Download {
    /** What is here of it and can be continued. */
    kept: Transfer | undefined;
    /** Where that outlives the call. */
    store: PartialStore;
    maxBytes: number;
}

interface Body extends Pick<ProgressOptions, "onProgress"> {
    response: Response;
    /** What the body belongs to. */
    transfer: Transfer;
    alive: () => void;
}

/** Takes one body to its end. What came before a break is kept, when the rest of it can be asked for. */
export async function receiveFile(download: Download, body: Body): Promise<Outcome<LoadedFile>> {
    const { response, transfer, alive, onProgress } = body;
    const isContinued = transfer === download.kept;
    const options = { maxBytes: download.maxBytes, before: transfer.loaded, alive };
    try {
        for await (const piece of readPieces(response, options)) {
            transfer.add(piece);
            keep(download, transfer);
            onProgress?.(progressOf(transfer));
        }
    } catch (error) {
        // Too large, so there is no use in the rest. Everything else is a break.
        if (isGenerationError(error)) {
            drop(download, transfer);
        }
        throw error;
    }
    // Only the length in `Content-Range` is sure to count these bytes.
    const missing = isContinued && transfer.total !== undefined ? transfer.total - transfer.loaded : 0;
    if (missing > 0) {
        return brokenFile("The model file broke off early.");
    }
    const file = missing < 0 ? brokenFile("More of the model file came than there is.") : checkFile(transfer.toBytes());
    if (!file.ok) {
        drop(download, transfer);
    }
    return file;
}

/** Forgets a transfer that leads nowhere. */
export function drop(download: Download, transfer: Transfer | undefined): void {
    if (transfer !== undefined && transfer === download.kept) {
        download.kept = undefined;
        download.store.clear();
    }
}

/** A page in the way is nothing to keep, and a second start of the same version only once it is longer than the first. */
function keep(download: Download, transfer: Transfer): void {
    const { kept, store } = download;
    const isLonger = kept === undefined || kept.validator !== transfer.validator || kept.loaded < transfer.loaded;
    if (transfer === kept || (transfer.validator !== undefined && isLonger && !isStranger(transfer.head()))) {
        download.kept = transfer;
        store.note(transfer, true);
    }
}

function progressOf({ loaded, total }: Transfer): { loaded: number; total: number | undefined } {
    return { loaded, total: total !== undefined && loaded <= total ? total : undefined };
}
