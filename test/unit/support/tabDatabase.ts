import type { LedgerConnection, LedgerDatabase } from "../../../plugin/generation/ledgerDatabase";

/** What a page asks of its storage. */
export interface StorageAccess {
    stores: readonly string[];
    isWrite: boolean;
}

interface TabDatabaseOptions {
    database: LedgerDatabase;
    /** Work of a page: what a dead one waits for never comes. */
    whileAlive: <Value>(work: () => Promise<Value>) => Promise<Value>;
    /** What the storage says instead of doing it. */
    breakStorage?: ((access: StorageAccess) => Error | undefined) | undefined;
}

const writes = new Set(["add", "put", "delete", "clear"]);

/** A page's view of the browser's one database: it ends with the page, and fails when the test says so. */
export function createTabDatabase({ database, whileAlive, breakStorage }: TabDatabaseOptions): LedgerDatabase {
    return {
        run: (work) =>
            whileAlive(() =>
                database.run((connection) => work(breakStorage ? watch(connection, breakStorage) : connection)),
            ),
        close: database.close,
    };
}

function watch(connection: LedgerConnection, breakStorage: NonNullable<TabDatabaseOptions["breakStorage"]>) {
    return new Proxy(connection, {
        get: (target, name) => {
            const method: unknown = Reflect.get(target, name);
            if (typeof method !== "function") {
                return method;
            }
            return (...input: unknown[]) => {
                const error = breakStorage(accessOf(String(name), input));
                if (error !== undefined) {
                    throw error;
                }
                return Reflect.apply(method, target, input);
            };
        },
    });
}

/** The methods of a connection name the stores first; transactions say second whether they write. */
function accessOf(method: string, [stores, mode]: unknown[]): StorageAccess {
    return {
        stores: [stores].flat().map(String),
        isWrite: method === "transaction" ? mode === "readwrite" : writes.has(method),
    };
}
