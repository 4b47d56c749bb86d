import type { DBSchema, IDBPDatabase } from "idb";
import { z } from "zod";
import { newId } from "./requestKey";

/** How the ledger lies in IndexedDB. Values are `unknown` on purpose: whatever is read is parsed. */
export interface LedgerSchema extends DBSchema {
    /** One row per generation: the record, beside what it is looked up by. */
    records: {
        key: string;
        value: unknown;
        indexes: {
            byTime: [string, number, string];
            byRequest: [string, string];
            byOpen: [string, number];
            byJob: [string, string];
        };
    };
    /** One entry of the books per generation paid here; stays when the record is forgotten. */
    spending: { key: string; value: unknown; indexes: { byAccount: string; byJob: [string, string] } };
    /** What is known about each kept file, by content hash. */
    files: { key: string; value: unknown };
    /** The bytes of each kept file, by content hash. */
    blobs: { key: string; value: Blob };
    /** Files that came only in part, by asset id. */
    partials: { key: string; value: unknown };
    /** Limits, the browser session and what tells this database from a later one, by name. */
    meta: { key: string; value: unknown };
}

const identitySchema = z.object({ id: z.string() });

/** Makes everything that is not there yet. */
export function createStores(connection: IDBPDatabase<LedgerSchema>): void {
    const records = connection.createObjectStore("records", { keyPath: "id" });
    records.createIndex("byTime", ["account", "createdAt", "id"]);
    records.createIndex("byRequest", ["account", "requestKey"]);
    records.createIndex("byOpen", ["account", "open"]);
    records.createIndex("byJob", ["account", "jobId"]);
    const spending = connection.createObjectStore("spending", { keyPath: "id" });
    spending.createIndex("byAccount", "account");
    spending.createIndex("byJob", ["account", "jobId"]);
    connection.createObjectStore("files", { keyPath: "hash" });
    connection.createObjectStore("blobs");
    connection.createObjectStore("partials");
    const meta = connection.createObjectStore("meta");
    // Should it fail, so does the whole upgrade, which says why.
    meta.put({ id: newId() }, "database").catch(() => undefined);
}

/** What `createStores` noted to tell this database from one that is made when it was cleared. */
export function readIdentity(stored: unknown): string {
    return identitySchema.safeParse(stored).data?.id ?? "";
}
