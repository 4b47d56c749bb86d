import type { ScenarioClient } from "../scenario/scenarioClient";
import { joinBrowserSession } from "./browserSession";
import type { DriveContext } from "./driveContext";
import { createFileStore, type FileStore } from "./fileStore";
import { createGenerationDriver } from "./generationDriver";
import { createLedger, type Ledger, type LedgerOptions } from "./ledger";
import { type LedgerDatabase, openLedgerDatabase } from "./ledgerDatabase";
import { databaseName } from "./ledgerKeys";
import { liveReporter } from "./liveReporter";
import { noticeChanges } from "./noticeChanges";
import { createPartialFiles } from "./partialFiles";
import type { StoragePort } from "./storagePort";
import { createTabChannel, type TabChannel } from "./tabChannel";
import { createTabLocks, type TabLocks } from "./tabLocks";

/** What a ledger is made of. The browser's own unless a test brings others: several tabs in one process, parts that fail. */
export interface LedgerPorts {
    locks: TabLocks;
    storage: StoragePort;
    openDatabase: () => LedgerDatabase;
    openChannel: () => TabChannel;
    createLedger: (options: LedgerOptions) => Ledger;
}

export interface OpenLedgerOptions extends Partial<LedgerPorts> {
    client: ScenarioClient;
    /** Whose generations: see `Connection.account`. */
    account: string;
    now: () => number;
    delay: DriveContext["delay"];
}

/** The ledger of one account, with its files and the driver that goes on with what is unfinished. */
export interface OpenedLedger {
    ledger: Ledger;
    files: FileStore;
    context: DriveContext;
    /** Lets go of the database, the locks and all work; another tab goes on. */
    close(): void;
}

/** @throws GenerationError of kind `storage` when the browser keeps nothing */
export async function openLedger({ client, account, now, delay, ...ports }: OpenLedgerOptions): Promise<OpenedLedger> {
    const lifetime = new AbortController();
    const database = (ports.openDatabase ?? openLedgerDatabase)();
    const channel = ports.openChannel?.() ?? createTabChannel(databaseName);
    const locks = ports.locks ?? createTabLocks(databaseName);
    const close = () => {
        lifetime.abort();
        channel.close();
        database.close();
    };
    try {
        const session = await joinBrowserSession(database, locks, lifetime.signal);
        const ledger = (ports.createLedger ?? createLedger)({ database, channel, account, session, now });
        const files = createFileStore({
            database,
            now,
            storage: ports.storage,
            onChanged: () => channel.post({ type: "files" }),
        });
        const context: DriveContext = {
            ledger,
            files,
            partials: createPartialFiles(database),
            locks,
            client,
            showLive: liveReporter(channel, now),
            now,
            delay,
        };
        const driver = createGenerationDriver(context);
        lifetime.signal.addEventListener("abort", driver.dispose, { once: true });
        await driver.start();
        noticeChanges(context, (ids) => channel.post({ type: "records", ids: [...ids] }), lifetime.signal).catch(
            // It ends with the ledger.
            () => undefined,
        );
        return { ledger, files, context, close };
    } catch (error) {
        close();
        throw error;
    }
}
