import { GenerationError } from "../errors";
import type { GenerationRecord } from "../generation/generationRecord";
import { isDriven } from "../generation/generationState";
import { type OpenedLedger, openLedger } from "../generation/openLedger";
import { rememberAccount, rememberedAccount } from "../generation/rememberedAccount";
import type { TabMessage } from "../generation/tabChannel";
import { toGenerationError } from "../generation/toGenerationError";
import { markOpenWork } from "../openWork";
import type { PaneContext } from "./paneContext";

export interface LedgerEffects {
    /** Reads who answers, opens that account's list and goes on with what was left. Again after a failure. */
    open(): Promise<void>;
    opened(): OpenedLedger | undefined;
    /** Reads the next page of the list. */
    more(): Promise<void>;
    dispose(): void;
}

/** How many records are read at a time. */
const pageSize = 50;

export function createLedgerEffects(
    context: PaneContext,
    onRecord: (record: GenerationRecord) => void,
    onReady: () => void,
): LedgerEffects {
    const { store, client, now, delay, ports } = context;
    const lifetime = new AbortController();
    let ledger: OpenedLedger | undefined;
    let last: GenerationRecord | undefined;

    const open = async (): Promise<void> => {
        store.dispatch({ type: "ledgerChanged", ledger: { status: "opening" } });
        try {
            const connection = await context.readConnection(lifetime.signal);
            store.dispatch({ type: "connectionRead", connection });
            await openFor(connection.account ?? accountWithoutAnswer(client.baseUrl));
            if (connection.account === undefined) {
                askAgain().catch(fail);
            } else {
                rememberAccount(client.baseUrl, connection.account);
            }
        } catch (error) {
            fail(error);
        }
    };

    const openFor = async (account: string): Promise<void> => {
        ledger?.close();
        const opened = await openLedger({ client, account, now, delay, ...ports });
        if (lifetime.signal.aborted) {
            opened.close();
            return;
        }
        ledger = opened;
        opened.ledger.subscribe((message) => void receive(opened, message).catch(fail));
        await readAll(opened);
    };

    /** Offline, what is kept here is shown and placed; who answers in the end decides whose list it is. */
    const askAgain = async (): Promise<void> => {
        for (let wait = 5000; !lifetime.signal.aborted; wait = Math.min(60_000, wait * 2)) {
            await delay(wait, lifetime.signal);
            const connection = await context.readConnection(lifetime.signal);
            if (connection.account !== undefined) {
                return open();
            }
        }
    };

    const fail = (error: unknown): void => {
        if (!lifetime.signal.aborted) {
            const failure = toGenerationError(error, "none");
            store.dispatch({ type: "ledgerChanged", ledger: { status: "unavailable", error: failure } });
        }
    };

    const readAll = async (opened: OpenedLedger): Promise<void> => {
        await Promise.all([readLimits(opened), readSpending(opened), readStorage(opened), readFirst(opened)]);
        const setAside = await opened.ledger.setAside();
        const { account } = opened.ledger;
        store.dispatch({ type: "ledgerChanged", ledger: { status: "ready", account, setAside } });
        onReady();
        store.getState().generations.forEach(onRecord);
    };

    const readFirst = async ({ ledger: { page, open: readOpen } }: OpenedLedger): Promise<void> => {
        const [first, unfinished] = await Promise.all([page({ count: pageSize }), readOpen()]);
        last = first.records.at(-1);
        const records = [...first.records, ...unfinished];
        store.dispatch({ type: "recordsRead", records, hasMore: first.hasMore });
        mark();
    };

    const more = async (): Promise<void> => {
        if (ledger === undefined || !store.getState().hasMore) {
            return;
        }
        const { records, hasMore } = await ledger.ledger.page({ count: pageSize, before: last });
        last = records.at(-1) ?? last;
        store.dispatch({ type: "recordsRead", records, hasMore });
    };

    const receive = async (opened: OpenedLedger, message: TabMessage): Promise<void> => {
        switch (message.type) {
            case "records":
                return readChanged(opened, message.ids);
            case "live":
                store.dispatch({ type: "liveChanged", id: message.id, live: message.live });
                return;
            case "limits":
                return readLimits(opened);
            case "files":
                return readStorage(opened);
            default:
                return message satisfies never;
        }
    };

    const readChanged = async (opened: OpenedLedger, ids: readonly string[]): Promise<void> => {
        const changes = await Promise.all(ids.map(async (id) => [id, await opened.ledger.get(id)] as const));
        store.dispatch({ type: "recordsChanged", changes });
        mark();
        for (const [, record] of changes) {
            if (record !== undefined) {
                onRecord(record);
            }
        }
        await readSpending(opened);
    };

    const readLimits = async (opened: OpenedLedger): Promise<void> => {
        const before = store.getState().limits;
        const limits = await opened.ledger.limits();
        store.dispatch({ type: "limitsRead", limits });
        if (limits.noSpend !== before.noSpend) {
            onReady();
        }
    };
    const readSpending = async (opened: OpenedLedger): Promise<void> =>
        store.dispatch({ type: "spendingRead", spending: await opened.ledger.spending() });
    const readStorage = async (opened: OpenedLedger): Promise<void> =>
        store.dispatch({ type: "storageRead", storage: await opened.files.usage() });

    const mark = (): void => markOpenWork(store.getState().generations.some(({ state }) => isDriven(state)));

    return {
        open,
        more,
        opened: () => ledger,
        dispose: () => {
            lifetime.abort();
            ledger?.close();
        },
    };
}

/** @throws GenerationError when nobody has ever answered, so that nothing can be kept apart */
function accountWithoutAnswer(baseUrl: string): string {
    const account = rememberedAccount(baseUrl);
    if (account === undefined) {
        throw new GenerationError("The service cannot be reached.", {
            kind: "network",
            spending: "none",
            advice: "Check the connection and the server of this page.",
        });
    }
    return account;
}
