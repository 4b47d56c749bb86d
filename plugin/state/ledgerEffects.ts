import { GenerationError } from "../errors";
import { type OpenedLedger, openLedger } from "../generation/openLedger";
import { rememberAccount, rememberedAccount } from "../generation/rememberedAccount";
import { toGenerationError } from "../generation/toGenerationError";
import { type FollowedLedger, followLedger, type LedgerListeners } from "./followLedger";
import type { PaneContext } from "./paneContext";

export interface LedgerEffects extends Pick<PaneContext, "opened" | "guard"> {
    /** Reads who answers, opens that account's list and goes on with what was left. Again after a failure. */
    open(): Promise<void>;
    /** Reads the next page of the list. */
    more(): Promise<void>;
    /** Reads anew how much room there is. */
    readStorage(): Promise<void>;
    dispose(): void;
}

// ms between two questions who answers, and between two tries to open a list that could not be had.
const [firstWait, longestWait] = [5000, 60_000];

export function createLedgerEffects(context: PaneContext, listeners: LedgerListeners): LedgerEffects {
    const { store, client, now, delay, ports } = context;
    let opening = new AbortController();
    let ledger: OpenedLedger | undefined;
    let followed: FollowedLedger | undefined;
    let failures = 0;

    const close = (): void => {
        opening.abort();
        ledger?.close();
        ledger = undefined;
        followed = undefined;
    };

    const open = async (): Promise<void> => {
        store.dispatch({ type: "ledgerChanged", ledger: { status: "opening" } });
        await tryToOpen();
    };

    const tryToOpen = async (): Promise<void> => {
        close();
        if (context.signal.aborted) {
            return;
        }
        opening = new AbortController();
        const { signal } = opening;
        try {
            await openWith(signal);
            failures = 0;
        } catch (error) {
            fail(error, signal);
        }
    };

    const openWith = async (signal: AbortSignal): Promise<void> => {
        const connection = await context.readConnection(signal);
        signal.throwIfAborted();
        store.dispatch({ type: "connectionRead", connection });
        if (connection.account !== undefined) {
            rememberAccount(client.baseUrl, connection.account);
            return openFor(connection.account, signal);
        }
        const account = accountWithoutAnswer(client.baseUrl);
        await openFor(account, signal);
        askAgain(account, signal).catch((error: unknown) => fail(error, signal));
    };

    const openFor = async (account: string, signal: AbortSignal): Promise<void> => {
        const opened = await openLedger({ client, account, now, delay, ...ports });
        if (signal.aborted) {
            opened.close();
            return;
        }
        ledger = opened;
        followed = followLedger(opened, { store, signal, ...listeners, onFailure: (error) => fail(error, signal) });
        await followed.read();
    };

    /** Offline, what is kept here is shown and placed; who answers in the end decides whose list it is. */
    const askAgain = async (account: string, signal: AbortSignal): Promise<void> => {
        for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
            await delay(wait, signal);
            const connection = await context.readConnection(signal);
            signal.throwIfAborted();
            if (connection.account === account) {
                store.dispatch({ type: "connectionRead", connection });
                return listeners.onReady();
            }
            if (connection.account !== undefined) {
                return open();
            }
        }
    };

    const fail = (error: unknown, signal: AbortSignal): void => {
        if (!signal.aborted) {
            const failure = toGenerationError(error, "none");
            store.dispatch({ type: "ledgerChanged", ledger: { status: "unavailable", error: failure } });
            failures += 1;
            // What is paid must not wait for somebody to press a button: storage finds room, a server comes back.
            const wait = Math.min(longestWait, firstWait * 2 ** (failures - 1));
            delay(wait, signal).then(tryToOpen, () => undefined);
        }
    };

    const guard: LedgerEffects["guard"] = async (work) => {
        const { signal } = opening;
        try {
            return await work();
        } catch (error) {
            // What belonged to a list that was closed meanwhile says nothing about the one that is open now.
            fail(error, signal);
            return undefined;
        }
    };

    return {
        open,
        opened: () => ledger,
        guard,
        more: async () => followed?.more(),
        readStorage: async () => followed?.readStorage(),
        dispose: close,
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
