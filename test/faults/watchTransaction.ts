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

/** The same methods, which fail by plan. `note` sees what they are called with first when they do not. */
type Guard = (
    kind: "write" | "read",
    source: object,
    names: readonly string[],
    note?: (first: unknown) => void,
) => Readonly<Record<string, (...values: unknown[]) => unknown>>;

/** The same transaction, which fails by plan as the browser's do, and whose changes of the list are noted. */
export function watchTransaction(transaction: AnyTransaction, watch: TransactionWatch): AnyTransaction {
    const { page, journal, trouble, onEnd } = watch;
    const changes: RowChange[] = [];
    // Not by `done`: whoever listens there hides that nobody else does.
    const events = unwrap(transaction);
    events.addEventListener("complete", () => {
        journal.write(page, changes);
        onEnd(changes.length);
    });
    events.addEventListener("abort", () => onEnd(0));
    const refuse = (failure: DOMException): Promise<never> => {
        abortTransaction(transaction);
        return Promise.reject(failure);
    };
    const guard: Guard = (kind, source, names, note) => {
        const guarded =
            (name: string) =>
            (...values: unknown[]) => {
                const failure = trouble.failure(page, kind);
                if (failure !== undefined) {
                    return refuse(failure);
                }
                note?.(values[0]);
                return callMethod(source, name, values);
            };
        return Object.fromEntries(names.map((name) => [name, guarded(name)]));
    };
    const watched = (store: Store) => watchStore(store, { guard, changes, announce: journal.announce });
    return overlay(transaction, {
        get store() {
            // The one store it has, or none, which nobody asks for then.
            return watched(transaction.store as unknown as Store);
        },
        objectStore: (name: "records") => watched(transaction.objectStore(name)),
        get done() {
            const failure = transaction.mode === "readonly" ? undefined : trouble.failure(page, "commit");
            return failure === undefined ? transaction.done : refuse(failure);
        },
    });
}

const readings = ["get", "getAll", "count", "openCursor"];

function watchStore(
    store: Store,
    { guard, changes, announce }: { guard: Guard; changes: RowChange[]; announce: Journal["announce"] },
): object {
    const isList = store.name === "records";
    const noteRow = (row: unknown) => {
        if (isList) {
            announce(row);
            changes.push({ put: structuredClone(row) });
        }
    };
    const noteGone = (id: unknown) => {
        if (isList) {
            changes.push({ deleted: String(id) });
        }
    };
    return overlay(store, {
        ...guard("read", store, readings),
        index: (name: string) => {
            const index = store.index(name);
            return overlay(index, guard("read", index, readings));
        },
        ...guard("write", store, ["put", "add"], noteRow),
        ...guard("write", store, ["delete", "clear"], noteGone),
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
