import { type IDBPDatabase, openDB } from "idb";
import { databaseName, openness } from "./ledgerKeys";

/**
 * True when an earlier page left paid generations that go on by themselves. Looks into the ledger without the code that
 * owns it, so that a page without such work need not load that. Nothing but the ledger itself tells it: what a page
 * notes elsewhere may not be on the disk yet when the browser crashes.
 */
export async function hasOpenWork(): Promise<boolean> {
    try {
        const database = await openDB(databaseName, undefined, {
            // There is none yet, and this leaves it so.
            upgrade: (_database, _from, _to, transaction) => {
                // Opening says the same.
                transaction.done.catch(() => undefined);
                transaction.abort();
            },
        });
        try {
            return await holdsDriven(database);
        } finally {
            database.close();
        }
    } catch {
        // Without storage there is no ledger either.
        return false;
    }
}

async function holdsDriven(database: IDBPDatabase): Promise<boolean> {
    const index = database.transaction("records").store.index("byOpen");
    // One step for each account and openness, however many records there are.
    let cursor = await index.openKeyCursor(null, "nextunique");
    for (; cursor !== null; cursor = await cursor.continue()) {
        if (Array.isArray(cursor.key) && cursor.key[1] === openness.driven) {
            return true;
        }
    }
    return false;
}
