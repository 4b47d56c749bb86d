import { type IDBPTransaction, unwrap } from "idb";
import type { LedgerSchema } from "../../plugin/generation/ledgerSchema";
import type { Journal, RowChange } from "./journal";
import { overlay } from "./overlay";
import type { StorageTrouble } from "./storageTrouble";

export type AnyTransaction = IDBPTransaction<LedgerSchema, ArrayLike<"records">, IDBTransactionMode>;

export interface TransactionWatch {
    page: string;
    journal: Journal;
    trouble: StorageTrouble;
    /** It is over, with so many changes of the list on the disk. */
    onEnd: (changes: number) => void;
}

interface Store {
    readonly name: string;
    index(name: string): object;
}

/** The same transaction, which fails by plan as the browser's do, and whose changes of the list are noted. */
export function watchTransaction(transaction: AnyTransaction, watch: TransactionWatch): AnyTransaction {
    const changes: RowChange[] = [];
    const { page, journal, trouble, onEnd } = watch;
    // Not by `done`: whoever listens there hides that nobody else does.
    unwrap(transaction).addEventListener("complete", () => {
        journal.write(page, changes);
        onEnd(changes.length);
    });
    unwrap(transaction).addEventListener("abort", () => onEnd(0));
    const refuse = (failure: DOMException) => {
        abortTransaction(transaction);
        return Promise.reject(failure);
    };
    /** These methods, which fail by plan; `note` sees what they are called with. */
    const guard = (kind: "write" | "read", source: object, names: readonly string[], note = (_: unknown) => {}) => {
        const guarded =
            (name: string) =>
            (first: unknown, ...rest: unknown[]) => {
                const failure = trouble.failure(page, kind);
                if (failure !== undefined) {
                    return refuse(failure);
                }
                note(first);
                return callMethod(source, name, [first, ...rest]);
            };
        return Object.fromEntries(names.map((name) => [name, guarded(name)]));
    };
    const watchStore = (store: Store): object => {
        const noteRow = (row: unknown) => {
            if (store.name === "records") {
                journal.announce(row);
                changes.push({ put: structuredClone(row) });
            }
        };
        const noteGone = (id: unknown) => store.name === "records" && changes.push({ deleted: String(id) });
        return overlay(store, {
            ...guard("read", store, ["get", "getAll", "count", "openCursor"]),
            index: (name: string) => {
                const index = store.index(name);
                return overlay(index, guard("read", index, ["get", "getAll", "count", "openCursor"]));
            },
            ...guard("write", store, ["put", "add"], noteRow),
            ...guard("write", store, ["delete", "clear"], noteGone),
        });
    };
    return overlay(transaction, {
        get store() {
            // The one store it has, or none, which nobody asks for then.
            return watchStore(transaction.store as unknown as Store);
        },
        objectStore: (name: "records") => watchStore(transaction.objectStore(name)),
        get done() {
            const failure = transaction.mode === "readonly" ? undefined : trouble.failure(page, "commit");
            return failure === undefined ? transaction.done : refuse(failure);
        },
    });
}

/** Ends it without a trace, unless it has ended. */
export function abortTransaction(transaction: AnyTransaction): void {
    try {
        transaction.abort();
    } catch {
        // It has ended by itself.
    }
}

function callMethod(source: object, name: string, values: readonly unknown[]): unknown {
    const method: unknown = Reflect.get(source, name);
    if (typeof method !== "function") {
        throw new Error(`There is no ${name} in the database.`);
    }
    return method.apply(source, values);
}
