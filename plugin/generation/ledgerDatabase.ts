import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { allOrNothing } from "./allOrNothing";
import { toStorageError } from "./storageError";

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
    /** Limits and the browser session, by name. */
    meta: { key: string; value: unknown };
}

export type LedgerConnection = IDBPDatabase<LedgerSchema>;

const ledgerStores = ["records", "spending", "meta"] as const;

export type LedgerTransaction<Mode extends IDBTransactionMode = "readwrite"> = IDBPTransaction<
    LedgerSchema,
    (typeof ledgerStores)[number][],
    Mode
>;

/** Runs one durable change of the ledger. When `work` throws, nothing of it was written. */
export function writeAll<Value>(
    connection: LedgerConnection,
    work: (transaction: LedgerTransaction) => Promise<Value>,
): Promise<Value> {
    const transaction = connection.transaction([...ledgerStores], "readwrite", { durability: "strict" });
    return allOrNothing(transaction, () => work(transaction));
}

/** The database, opened when it is first needed and again when it was lost. */
export interface LedgerDatabase {
    /** @throws GenerationError of kind `storage` when the browser's storage does not work */
    run<Value>(work: (connection: LedgerConnection) => Promise<Value>): Promise<Value>;
    close(): void;
}

export const databaseName = "babylon-scenario";
const databaseVersion = 1;

export function openLedgerDatabase(name = databaseName): LedgerDatabase {
    let opened: Promise<LedgerConnection> | undefined;
    let closed = false;
    const forget = () => {
        opened = undefined;
    };
    const connect = (): Promise<LedgerConnection> => {
        opened ??= openDB<LedgerSchema>(name, databaseVersion, {
            upgrade,
            // A newer page waits for this one to let go; its own next call then says what happened.
            blocking: (_current, _blocked, event) => {
                forget();
                closeConnection(event.target);
            },
            terminated: forget,
        });
        opened.catch(forget);
        return opened;
    };
    const run: LedgerDatabase["run"] = async (work) => {
        try {
            if (closed) {
                throw new DOMException("The ledger is closed.", "AbortError");
            }
            return await work(withQuietEnds(await connect()));
        } catch (error) {
            throw toStorageError(error);
        }
    };
    const close = (): void => {
        closed = true;
        opened?.then(
            (connection) => connection.close(),
            () => undefined,
        );
    };
    return { run, close };
}

/**
 * Every transaction of idb promises its end, and for a mere reading nobody waits for that: one that fails would be an
 * unhandled rejection beside the error that its caller gets. The shortcuts begin theirs on whatever they are called on.
 */
function withQuietEnds(connection: LedgerConnection): LedgerConnection {
    const begin = (...args: Parameters<LedgerConnection["transaction"]>) => {
        const transaction = connection.transaction(...args);
        transaction.done.catch(() => undefined);
        return transaction;
    };
    return new Proxy(connection, {
        get: (target, name) => (name === "transaction" ? begin : Reflect.get(target, name)),
    });
}

function closeConnection(target: EventTarget | null): void {
    if (target !== null && "close" in target && typeof target.close === "function") {
        target.close();
    }
}

function upgrade(connection: LedgerConnection): void {
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
    connection.createObjectStore("meta");
}
