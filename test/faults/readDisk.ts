import { openDB } from "idb";
import { databaseName } from "../../plugin/generation/ledgerKeys";

/** Everything that lies in the browser's storage, by store. */
export async function readDisk(): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const connection = await openDB(databaseName);
    const stores = [...connection.objectStoreNames];
    const rows = await Promise.all(stores.map(async (store) => [store, await connection.getAll(store)] as const));
    connection.close();
    return Object.fromEntries(rows);
}
