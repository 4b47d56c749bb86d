import type { GenerationRecord } from "../generation/generationRecord";
import type { OpenedLedger } from "../generation/openLedger";
import type { TabMessage } from "../generation/tabChannel";
import type { PaneContext } from "./paneContext";
import type { PaneAction } from "./paneReducer";
import { spendingObstacle } from "./spendingObstacle";

export interface LedgerListeners {
    /** A record was read: at the opening, and whenever any tab changed it. */
    onRecord(record: GenerationRecord): void;
    /** What may be paid has changed. */
    onReady(): void;
}

export interface FollowOptions extends LedgerListeners, Pick<PaneContext, "store"> {
    onFailure(error: unknown): void;
    /** Aborts when the list is closed. */
    signal: AbortSignal;
}

export interface FollowedLedger {
    /** Reads the first page, all that is open, and what belongs to the list. */
    read(): Promise<void>;
    /** Reads the next page. */
    more(): Promise<void>;
    /** Reads anew how much room there is, which changes without a word. */
    readStorage(): Promise<void>;
}

/** How many records are read at a time. */
const pageSize = 50;

/** Brings what a ledger holds into the pane's state, and keeps it there as the tabs change it. */
export function followLedger({ ledger, files }: OpenedLedger, options: FollowOptions): FollowedLedger {
    const { store, signal, onRecord, onReady, onFailure } = options;
    let last: GenerationRecord | undefined;

    const read = async (): Promise<void> => {
        await Promise.all([readLimits(), readBudget(), readSpending(), readStorage(), readFirst()]);
        signal.throwIfAborted();
        const ready = { status: "ready", account: ledger.account } as const;
        const setAside = { corrupt: 0, newer: 0, foreign: 0 };
        store.dispatch({ type: "ledgerChanged", ledger: { ...ready, setAside } });
        onReady();
        store.getState().generations.forEach(onRecord);
        // Goes through everything that lies there, which nothing above has to wait for.
        const found = await ledger.setAside();
        signal.throwIfAborted();
        store.dispatch({ type: "ledgerChanged", ledger: { ...ready, setAside: found } });
    };

    const readFirst = async (): Promise<void> => {
        const [first, unfinished] = await Promise.all([ledger.page({ count: pageSize }), ledger.open()]);
        last = first.records.at(-1);
        show([...first.records, ...unfinished], first.hasMore);
    };

    const more = async (): Promise<void> => {
        if (store.getState().hasMore) {
            const { records, hasMore } = await ledger.page({ count: pageSize, before: last });
            last = records.at(-1) ?? last;
            show(records, hasMore);
        }
    };

    const show = (records: readonly GenerationRecord[], hasMore: boolean): void => {
        signal.throwIfAborted();
        store.dispatch({ type: "recordsRead", records, hasMore });
    };

    const receive = async (message: TabMessage): Promise<void> => {
        switch (message.type) {
            case "records":
                return readChanged(message.ids);
            case "live":
                store.dispatch({ type: "liveChanged", id: message.id, live: message.live });
                return;
            case "limits":
                return readLimits();
            case "budget":
                return readBudget();
            case "files":
                return readStorage();
            default:
                return message satisfies never;
        }
    };

    const readChanged = async (ids: readonly string[]): Promise<void> => {
        const changes = await Promise.all(ids.map(async (id) => [id, await ledger.get(id)] as const));
        signal.throwIfAborted();
        store.dispatch({ type: "recordsChanged", changes });
        for (const [, record] of changes) {
            if (record !== undefined) {
                onRecord(record);
            }
        }
        await readSpending();
    };

    const readLimits = async (): Promise<void> => allow({ type: "limitsRead", limits: await ledger.limits() });

    const readBudget = async (): Promise<void> => {
        const budget = await ledger.budget();
        signal.throwIfAborted();
        store.dispatch({ type: "budgetRead", budget });
    };

    const readStorage = async (): Promise<void> => allow({ type: "storageRead", storage: await files.usage() });

    /** A change of what may be paid at all. */
    const allow = (action: PaneAction): void => {
        signal.throwIfAborted();
        const before = spendingObstacle(store.getState());
        store.dispatch(action);
        if (spendingObstacle(store.getState()) !== before) {
            onReady();
        }
    };

    const readSpending = async (): Promise<void> => {
        const spending = await ledger.spending();
        signal.throwIfAborted();
        store.dispatch({ type: "spendingRead", spending });
    };

    store.dispatch({ type: "listOpened" });
    ledger.subscribe((message) => void receive(message).catch(onFailure));
    return { read, more, readStorage };
}
