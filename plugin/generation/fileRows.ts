import { z } from "zod";
import { allOrNothing } from "./allOrNothing";
import type { LedgerConnection } from "./ledgerDatabase";
import { fromRow, isRecord } from "./recordRow";

const entrySchema = z.object({
    hash: z.string(),
    /** Bytes. */
    size: z.number(),
    /** ms since 1970. */
    usedAt: z.number(),
    /** True when the service has it as well, so that it can be let go without asking. */
    refetchable: z.boolean(),
});

const partialSchema = z.object({ blob: z.instanceof(Blob) });

/** What is known about a kept file; its bytes lie in a store of their own. */
export type FileEntry = z.infer<typeof entrySchema>;

export async function readEntries(connection: LedgerConnection): Promise<FileEntry[]> {
    return parseEntries(await connection.getAll("files"));
}

function parseEntries(stored: readonly unknown[]): FileEntry[] {
    return stored.flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
}

/** Writes a file and what is known about it, or nothing of both. */
export async function writeFile(connection: LedgerConnection, entry: FileEntry, blob: Blob): Promise<void> {
    const transaction = connection.transaction(["files", "blobs"], "readwrite", { durability: "strict" });
    await allOrNothing(transaction, async () => {
        await transaction.objectStore("files").put(entry);
        await transaction.objectStore("blobs").put(blob, entry.hash);
    });
}

export async function removeFile(connection: LedgerConnection, hash: string): Promise<void> {
    const transaction = connection.transaction(["files", "blobs"], "readwrite");
    await allOrNothing(transaction, async () => {
        await transaction.objectStore("files").delete(hash);
        await transaction.objectStore("blobs").delete(hash);
    });
}

/** A kept file; undefined when it is not here whole. */
export async function readFile(connection: LedgerConnection, hash: string): Promise<Blob | undefined> {
    const transaction = connection.transaction(["files", "blobs"]);
    const entry = entrySchema.safeParse(await transaction.objectStore("files").get(hash)).data;
    const blob = await transaction.objectStore("blobs").get(hash);
    return blob instanceof Blob && blob.size === entry?.size && (await isReadable(blob)) ? blob : undefined;
}

/** False when the browser has lost the bytes behind a blob, which shows only when they are read. */
async function isReadable(blob: Blob): Promise<boolean> {
    try {
        await blob.slice(0, 1).arrayBuffer();
        return true;
    } catch {
        return false;
    }
}

/** Notes that a file was used, if it is still there. */
export async function noteUse(connection: LedgerConnection, hash: string, usedAt: number): Promise<void> {
    const transaction = connection.transaction("files", "readwrite");
    await allOrNothing(transaction, async () => {
        const entry = entrySchema.safeParse(await transaction.store.get(hash)).data;
        if (entry !== undefined) {
            await transaction.store.put({ ...entry, usedAt });
        }
    });
}

/**
 * Removes pictures that no record names, such as those of forgotten generations, and that were not used since `before`
 * (ms since 1970): a payment keeps its picture before its record. @returns bytes
 */
export async function removeUnusedPictures(connection: LedgerConnection, before: number): Promise<number> {
    const transaction = connection.transaction(["records", "files", "blobs"], "readwrite");
    const [files, blobs] = [transaction.objectStore("files"), transaction.objectStore("blobs")];
    return allOrNothing(transaction, async () => {
        const named = namedPictures(await transaction.objectStore("records").getAll());
        const unused = parseEntries(await files.getAll()).filter(
            ({ hash, refetchable, usedAt }) => !refetchable && usedAt < before && named?.has(hash) === false,
        );
        for (const { hash } of unused) {
            await files.delete(hash);
            await blobs.delete(hash);
        }
        return unused.reduce((sum, { size }) => sum + size, 0);
    });
}

/** Undefined when there is a record that cannot be read: it may have any picture. */
function namedPictures(rows: readonly unknown[]): ReadonlySet<string> | undefined {
    const records = rows.map(fromRow);
    return records.every(isRecord) ? new Set(records.flatMap(({ picture }) => picture?.hash ?? [])) : undefined;
}

/** Bytes of downloads that broke off. */
export async function partialBytes(connection: LedgerConnection): Promise<number> {
    return (await connection.getAll("partials"))
        .map((stored) => partialSchema.safeParse(stored).data?.blob.size ?? 0)
        .reduce((sum, size) => sum + size, 0);
}
