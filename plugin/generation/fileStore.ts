import { z } from "zod";
import { GenerationError } from "../errors";
import type { LedgerConnection, LedgerDatabase } from "./ledgerDatabase";
import { browserStorage, type StoragePort } from "./storagePort";

const entrySchema = z.object({
    hash: z.string(),
    /** Bytes. */
    size: z.number(),
    /** ms since 1970. */
    usedAt: z.number(),
    /** True when the service has it as well, so that it can be let go without asking. */
    refetchable: z.boolean(),
});

export type FileEntry = z.infer<typeof entrySchema>;

/** Bytes. The largest results seen are 80 MB (reference, model files), and each is kept beside its picture. */
export const roomForResult = 128 * 2 ** 20;

/** True unless the browser says that so many bytes would not fit, also without what can be let go. */
export function hasRoom({ quota, used, refetchable }: StorageUsage, bytes: number): boolean {
    return quota === undefined || used === undefined || quota - used + refetchable >= bytes;
}

export interface StorageUsage {
    /** Files kept by us, and their bytes. */
    files: number;
    bytes: number;
    /** Bytes of them that can be fetched again for free. */
    refetchable: number;
    /** Bytes this origin may use and does use; undefined where the browser does not say. */
    quota: number | undefined;
    used: number | undefined;
    /** The browser has promised not to clear it by itself. */
    persistent: boolean;
}

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
    /** Lets all files go that can be fetched again. @returns bytes */
    free(): Promise<number>;
    /**
     * Makes sure that a result will find room, and asks the browser to keep what is here.
     * @throws GenerationError of kind `storage` when there is less room than `bytes`
     */
    reserve(bytes: number): Promise<void>;
}

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
    const entries = () => run(readEntries);

    const put: FileStore["put"] = async (hash, bytes, { refetchable }) => {
        const blob = new Blob([bytes]);
        const entry: FileEntry = { hash, size: blob.size, usedAt: now(), refetchable };
        try {
            await keep(entry, blob);
            held.delete(hash);
            onChanged();
            return true;
        } catch (error) {
            if (!refetchable) {
                throw error;
            }
            held.set(hash, blob);
            return false;
        }
    };

    const keep = async (entry: FileEntry, blob: Blob): Promise<void> => {
        try {
            await run((connection) => write(connection, entry, blob));
        } catch (error) {
            if ((await letGo(entry.size)) === 0) {
                throw error;
            }
            await run((connection) => write(connection, entry, blob));
        }
    };

    /** Lets go of what can be fetched again until so many bytes are free. */
    const letGo = async (bytes: number): Promise<number> => {
        const candidates = (await entries()).filter(({ refetchable }) => refetchable);
        candidates.sort((left, right) => left.usedAt - right.usedAt);
        let freed = 0;
        for (const { hash, size } of candidates) {
            if (freed >= bytes) {
                break;
            }
            await run((connection) => remove(connection, hash));
            freed += size;
        }
        onChanged();
        return freed;
    };

    const get: FileStore["get"] = async (hash) =>
        held.get(hash) ??
        run(async (connection) => {
            const transaction = connection.transaction(["files", "blobs"], "readwrite");
            const entry = entrySchema.safeParse(await transaction.objectStore("files").get(hash)).data;
            if (entry !== undefined) {
                await transaction.objectStore("files").put({ ...entry, usedAt: now() });
            }
            const blob = await transaction.objectStore("blobs").get(hash);
            await transaction.done;
            return blob instanceof Blob && blob.size === entry?.size ? blob : undefined;
        });

    const usage = async (): Promise<StorageUsage> => {
        const all = await entries();
        const sum = (some: readonly FileEntry[]) => some.reduce((total, { size }) => total + size, 0);
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
        if (!hasRoom(now, bytes)) {
            throw noRoom(now, bytes);
        }
        await storage.persist();
    };

    return {
        put,
        get,
        has: async (hash) => held.has(hash) || (await run((connection) => connection.count("files", hash))) > 0,
        usage,
        free: () => letGo(Number.POSITIVE_INFINITY),
        reserve,
    };
}

async function readEntries(connection: LedgerConnection): Promise<FileEntry[]> {
    return (await connection.getAll("files")).flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
}

async function write(connection: LedgerConnection, entry: FileEntry, blob: Blob): Promise<void> {
    const transaction = connection.transaction(["files", "blobs"], "readwrite", { durability: "strict" });
    const [files, blobs] = [transaction.objectStore("files"), transaction.objectStore("blobs")];
    await Promise.all([files.put(entry), blobs.put(blob, entry.hash), transaction.done]);
}

async function remove(connection: LedgerConnection, hash: string): Promise<void> {
    const transaction = connection.transaction(["files", "blobs"], "readwrite");
    const [files, blobs] = [transaction.objectStore("files"), transaction.objectStore("blobs")];
    await Promise.all([files.delete(hash), blobs.delete(hash), transaction.done]);
}

function noRoom({ quota = 0, used = 0 }: StorageUsage, needed: number): GenerationError {
    const free = quota - used;
    const megabytes = (bytes: number) => Math.max(0, Math.round(bytes / 2 ** 20));
    return new GenerationError(
        `This browser has ${megabytes(free)} MB of storage left; a model may need ${megabytes(needed)} MB.`,
        {
            kind: "storage",
            spending: "none",
            advice: "Free space on the disk or in the browser's site data, and try again.",
        },
    );
}
