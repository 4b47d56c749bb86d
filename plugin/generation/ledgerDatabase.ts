import { type IDBPDatabase, type IDBPTransaction, openDB, unwrap, wrap } from "idb";
import { allOrNothing } from "./allOrNothing";
import { databaseName } from "./ledgerKeys";
import { createStores, type LedgerSchema, readIdentity } from "./ledgerSchema";
import { toStorageError } from "./storageError";

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

/** The database, opened when it is first needed and again when the connection was lost. */
export interface LedgerDatabase {
    /**
     * @throws GenerationError of kind `storage` when the browser's storage does not work, or was cleared since the first
     * call: an empty list in place of the one that was there must not look as if nothing had been paid
     */
    run<Value>(work: (connection: LedgerConnection) => Promise<Value>): Promise<Value>;
    close(): void;
}

const databaseVersion = 1;

export function openLedgerDatabase(name = databaseName): LedgerDatabase {
    let opened: Promise<LedgerConnection> | undefined;
    let known: string | undefined;
    let closed = false;
    const forget = () => {
        opened = undefined;
    };
    const open = async (): Promise<LedgerConnection> => {
        const connection = await openDB<LedgerSchema>(name, databaseVersion, {
            upgrade: (connection, _from, _to, transaction) => {
                // Opening says the same.
                transaction.done.catch(() => undefined);
                createStores(connection);
            },
            // A newer page waits for this one to let go; its own next call then says what happened.
            blocking: (_current, _blocked, event) => {
                forget();
                closeConnection(event.target);
            },
            terminated: forget,
        });
        hearTransactions(connection);
        const id = readIdentity(await connection.get("meta", "database"));
        known ??= id;
        if (id !== known) {
            connection.close();
            throw new DOMException("The database is another one than before.", "InvalidStateError");
        }
        return connection;
    };
    const connect = (): Promise<LedgerConnection> => {
        if (opened === undefined) {
            const opening = open();
            opened = opening;
            opening.catch(() => opened === opening && forget());
        }
        return opened;
    };
    const run: LedgerDatabase["run"] = async (work) => {
        try {
            if (closed) {
                throw new DOMException("The ledger is closed.", "AbortError");
            }
            return await work(await connect());
        } catch (error) {
            if (error instanceof DOMException && error.name === "InvalidStateError") {
                // The browser closed the connection and has not said so yet.
                forget();
            }
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

/** Whoever waits for a request hears when it fails. What its transaction says then is the same, and nobody waits for. */
function hearTransactions(connection: LedgerConnection): void {
    const database = unwrap(connection);
    database.transaction = (...input) => {
        const transaction = IDBDatabase.prototype.transaction.apply(database, input);
        wrap(transaction).done.catch(() => undefined);
        return transaction;
    };
}

function closeConnection(target: EventTarget | null): void {
    if (target !== null && "close" in target && typeof target.close === "function") {
        target.close();
    }
}
