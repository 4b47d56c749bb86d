import {
    type FileEntry,
    noteUse,
    partialBytes,
    readEntries,
    readFile,
    removeFile,
    removeUnusedPictures,
    writeFile,
} from "./fileRows";
import type { LedgerDatabase } from "./ledgerDatabase";
import { isStorageFull } from "./storageError";
import { browserStorage, type StoragePort } from "./storagePort";
import { checkRoom, type StorageUsage } from "./storageUsage";

export { hasRoom, roomForResult, type StorageUsage } from "./storageUsage";

/**
 * Bytes by their hash, so that placing again, or going on after a reload, asks nobody. Models can be fetched again and
 * are let go, the least recently used first, when room is needed; nothing else goes without the user.
 */
export interface FileStore {
    /**
     * @returns false when the file is only held by this tab's memory, because there is no room for it
     * @throws GenerationError of kind `storage` when a file that cannot be fetched again cannot be kept
     */
    put(hash: string, bytes: Uint8Array<ArrayBuffer>, options: { refetchable: boolean }): Promise<boolean>;
    get(hash: string): Promise<Blob | undefined>;
    has(hash: string): Promise<boolean>;
    usage(): Promise<StorageUsage>;
    /** Lets everything go that can be fetched again, and pictures that no generation has. @returns bytes */
    free(): Promise<number>;
    /**
     * Makes sure that a result will find room, and asks the browser to keep what is here, without waiting for its word.
     * @throws GenerationError of kind `storage` when there is less room than `bytes`
     */
    reserve(bytes: number): Promise<void>;
}

// Files in memory while nothing more can be kept: each may have 80 MB, and all of them can be fetched again.
const mostHeld = 4;

// ms. Far longer than a picture is kept before the record of its payment is written.
const paymentTime = 3_600_000;

export interface FileStoreOptions {
    database: LedgerDatabase;
    now: () => number;
    /** Called when what is kept changed. */
    onChanged?: (() => void) | undefined;
    storage?: StoragePort | undefined;
}

export function createFileStore(options: FileStoreOptions): FileStore {
    const { database, now, onChanged = () => undefined, storage = browserStorage() } = options;
    const { run } = database;
    const held = new Map<string, Blob>();

    const put: FileStore["put"] = async (hash, bytes, { refetchable }) => {
        const blob = new Blob([bytes]);
        try {
            await keep({ hash, size: blob.size, usedAt: now(), refetchable }, blob);
        } catch (error) {
            if (!refetchable) {
                throw error;
            }
            hold(hash, blob);
            return false;
        }
        held.delete(hash);
        onChanged();
        return true;
    };

    /** Writes a file. As long as there is no room for it, others go that can be fetched again. */
    const keep = async (entry: FileEntry, blob: Blob): Promise<void> => {
        for (;;) {
            try {
                return await run((connection) => writeFile(connection, entry, blob));
            } catch (error) {
                if (!isStorageFull(error) || (await letGo(entry.size)) === 0) {
                    throw error;
                }
            }
        }
    };

    const hold = (hash: string, blob: Blob): void => {
        held.delete(hash);
        held.set(hash, blob);
        const [oldest] = held.keys();
        if (held.size > mostHeld && oldest !== undefined) {
            held.delete(oldest);
        }
    };

    /** Lets go of what can be fetched again until so many bytes are free: first what is not even whole. */
    const letGo = async (bytes: number): Promise<number> => {
        let freed = await run(partialBytes);
        await run((connection) => connection.clear("partials"));
        const candidates = (await run(readEntries)).filter(({ refetchable }) => refetchable);
        candidates.sort((left, right) => left.usedAt - right.usedAt);
        for (const { hash, size } of candidates) {
            if (freed >= bytes) {
                break;
            }
            await run((connection) => removeFile(connection, hash));
            freed += size;
        }
        onChanged();
        return freed;
    };

    const get: FileStore["get"] = async (hash) => {
        const blob = held.get(hash) ?? (await run((connection) => readFile(connection, hash)));
        if (blob !== undefined) {
            // The order of use is not worth a failure: storage may be full.
            await run((connection) => noteUse(connection, hash, now())).catch(() => undefined);
        }
        return blob;
    };

    const usage = async (): Promise<StorageUsage> => {
        const [all, partial] = [await run(readEntries), await run(partialBytes)];
        const sum = (some: readonly FileEntry[]) => some.reduce((total, { size }) => total + size, partial);
        return {
            files: all.length,
            bytes: sum(all),
            refetchable: sum(all.filter(({ refetchable }) => refetchable)),
            ...(await storage.estimate()),
            persistent: await storage.persisted(),
        };
    };

    const reserve = async (bytes: number): Promise<void> => {
        const now = await usage();
        checkRoom(now, bytes);
        if (!now.persistent) {
            // Some browsers ask the user, who may take any time.
            storage.persist().catch(() => undefined);
        }
    };

    return {
        put,
        get,
        has: async (hash) => (await get(hash)) !== undefined,
        usage,
        free: async () => {
            held.clear();
            const unused = await run((connection) => removeUnusedPictures(connection, now() - paymentTime));
            return unused + (await letGo(Number.POSITIVE_INFINITY));
        },
        reserve,
    };
}
