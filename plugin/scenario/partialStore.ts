import { z } from "zod";
import type { ClientContext } from "./clientContext";
import type { PartialFiles } from "./partialFiles";
import { createTransfer, type Transfer } from "./transfer";
import { startWatchdog } from "./watchdog";

/** One file's place in a `PartialFiles`. Nothing here ever fails, and only `load` is waited for. */
export interface PartialStore {
    /** @throws the signal's reason, nothing else */
    load(signal: AbortSignal | undefined): Promise<Transfer | undefined>;
    /** Saves when much has come since the last time; while nothing moves, a little is enough. */
    note(transfer: Transfer, isMoving: boolean): void;
    save(transfer: Transfer): void;
    clear(): void;
}

// Storage that says nothing for so many milliseconds must not keep a paid result from its owner.
const longestLoad = 5000;
const smallestStep = 4 * 2 ** 20;
const smallestStepAtRest = 256 * 2 ** 10;

const savedSchema = z.object({
    bytes: z.instanceof(Uint8Array),
    total: z.number().int().positive().optional(),
    // It becomes a header.
    validator: z.string().regex(/^(?:"[\x21\x23-\x7e\x80-\xff]*"|[\w ,:+-]+)$/),
});

export function createPartialStore(
    context: ClientContext,
    assetId: string,
    files: PartialFiles | undefined,
): PartialStore {
    let isSaving = false;
    let saved: { transfer: Transfer; bytes: number } | undefined;
    let latest: Promise<unknown> = Promise.resolve();
    /** One after the other, so that an older state never follows a newer one. */
    const enqueue = (task: () => Promise<unknown> | undefined) => {
        latest = latest.then(task).catch(() => undefined);
    };
    const bytesSaved = (transfer: Transfer) => (saved?.transfer === transfer ? saved.bytes : 0);

    const save = (transfer: Transfer): void => {
        const { validator } = transfer;
        if (files === undefined || validator === undefined || bytesSaved(transfer) === transfer.loaded) {
            return;
        }
        isSaving = true;
        saved = { transfer, bytes: transfer.loaded };
        enqueue(() => files.save(assetId, { bytes: transfer.toBytes(), total: transfer.total, validator }));
        enqueue(async () => {
            isSaving = false;
        });
    };

    return {
        async load(signal) {
            const found = files && (await inTime(context, signal, (inner) => files.load(assetId, inner)));
            const transfer = readSaved(found, context.maxFileBytes);
            saved = transfer && { transfer, bytes: transfer.loaded };
            return transfer;
        },
        note(transfer, isMoving) {
            const before = bytesSaved(transfer);
            // In growing steps, so that all saves of a large file together write a small multiple of it.
            const step = Math.max(isMoving ? smallestStep : smallestStepAtRest, before / 4);
            if (!isSaving && transfer.loaded - before >= step) {
                save(transfer);
            }
        },
        save,
        clear() {
            saved = undefined;
            enqueue(() => files?.clear(assetId));
        },
    };
}

function readSaved(found: unknown, maxBytes: number): Transfer | undefined {
    const parsed = savedSchema.safeParse(found);
    if (!parsed.success) {
        return undefined;
    }
    const { bytes, total, validator } = parsed.data;
    if (bytes.byteLength === 0 || bytes.byteLength >= Math.min(total ?? maxBytes, maxBytes)) {
        return undefined;
    }
    const transfer = createTransfer(validator, total);
    transfer.add(bytes);
    return transfer;
}

/** What `load` gives; undefined when it fails or takes too long. */
async function inTime<T>(
    context: ClientContext,
    signal: AbortSignal | undefined,
    load: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
    signal?.throwIfAborted();
    const watchdog = startWatchdog(context.startTimer, longestLoad, signal);
    try {
        const loaded = Promise.resolve(watchdog.signal).then(load);
        return await Promise.race([loaded, whenAborted(watchdog.signal)]);
    } catch {
        signal?.throwIfAborted();
        return undefined;
    } finally {
        watchdog.stop();
    }
}

function whenAborted(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
