import { type LedgerConnection, type LedgerDatabase, openLedgerDatabase } from "../../plugin/generation/ledgerDatabase";
import type { Journal } from "./journal";
import type { Page } from "./page";
import type { Points } from "./points";
import type { StorageTrouble } from "./storageTrouble";
import { type AnyTransaction, abortTransaction, watchTransaction } from "./watchTransaction";

export interface DatabaseSurroundings {
    journal: Journal;
    points: Points;
    trouble: StorageTrouble;
    /** Passes before every use. */
    takeTime: () => Promise<void>;
}

/**
 * The real database as one page sees it: it fails when trouble is planned, the journal is told what is on the disk, and
 * when the page dies, so does what was under way.
 */
export function openPageDatabase(page: Page, surroundings: DatabaseSurroundings): LedgerDatabase {
    const database = openLedgerDatabase();
    const underWay = new Set<AnyTransaction>();
    page.onDeath(() => {
        for (const transaction of underWay) {
            transaction.done.catch(() => undefined);
            abortTransaction(transaction);
        }
        database.close();
    });
    return {
        run: (work) =>
            page.whileAlive(async () => {
                await surroundings.takeTime();
                surroundings.points.reach("database", page.name);
                return page.whileAlive(() =>
                    database.run((connection) =>
                        page.whileAlive(() => work(watchConnection(connection, page.name, surroundings, underWay))),
                    ),
                );
            }),
        close: database.close,
    };
}

function watchConnection(
    connection: LedgerConnection,
    page: string,
    { journal, points, trouble }: DatabaseSurroundings,
    underWay: Set<AnyTransaction>,
): LedgerConnection {
    const begin = (...args: Parameters<LedgerConnection["transaction"]>) => {
        // Which stores it has does not matter here.
        const transaction = connection.transaction(...args) as unknown as AnyTransaction;
        underWay.add(transaction);
        const onEnd = (changes: number) => {
            underWay.delete(transaction);
            if (changes > 0) {
                points.reach("commit", page);
            }
        };
        return watchTransaction(transaction, { page, journal, trouble, onEnd });
    };
    return new Proxy(connection, {
        // The shortcuts, such as `get`, begin their transaction on what they are called on, which is the proxy.
        get: (target, name) => (name === "transaction" ? begin : Reflect.get(target, name)),
    });
}
