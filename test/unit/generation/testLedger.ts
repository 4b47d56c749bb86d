import "fake-indexeddb/auto";
import { serialize } from "node:v8";
import { IDBFactory } from "fake-indexeddb";
import { onTestFinished } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { createLedger, type Ledger } from "../../../plugin/generation/ledger";
import { type LedgerDatabase, openLedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { toRow } from "../../../plugin/generation/recordRow";
import { createTabChannel, type TabMessage } from "../../../plugin/generation/tabChannel";
import { startTime } from "./testRecord";

/** A ledger as one tab has it, on the database that all tabs of the test share. */
export interface TestLedger {
    ledger: Ledger;
    database: LedgerDatabase;
    /** ms since 1970; set it to move on. */
    clock: { time: number };
    /** What was told to this tab's listeners so far. */
    messages: TabMessage[];
}

interface TestLedgerOptions {
    account?: string;
    session?: string;
}

type StoreName = "records" | "spending" | "files" | "blobs" | "partials" | "meta";

/** A browser in which nothing is stored yet. Tabs opened after it share it. */
export function openBrowser(): void {
    globalThis.indexedDB = new IDBFactory();
}

export function openTestLedger({ account = "account", session = "session" }: TestLedgerOptions = {}): TestLedger {
    const database = openLedgerDatabase();
    const channel = createTabChannel("babylon-scenario");
    const clock = { time: startTime };
    const messages: TabMessage[] = [];
    channel.subscribe((message) => messages.push(message));
    onTestFinished(() => {
        channel.close();
        database.close();
    });
    return {
        ledger: createLedger({ database, channel, account, session, now: () => clock.time }),
        database,
        clock,
        messages,
    };
}

/** All values of a store, as they lie. */
export function readStore({ database }: TestLedger, store: StoreName): Promise<unknown[]> {
    return database.run((connection) => connection.getAll(store));
}

/** Puts something into a store past all checks. */
export async function writeRaw({ database }: TestLedger, store: StoreName, value: object, key?: string): Promise<void> {
    await database.run((connection) => connection.put(store, value, key));
}

/** Puts records into the list that have come to wherever they are, past all rules. */
export async function putRecords(tab: TestLedger, ...records: readonly GenerationRecord[]): Promise<void> {
    for (const record of records) {
        await writeRaw(tab, "records", toRow(record));
    }
}

/** Everything the ledger keeps, byte for byte. */
export async function bytesOf(tab: TestLedger): Promise<Buffer> {
    return serialize([await readStore(tab, "records"), await readStore(tab, "spending"), await readStore(tab, "meta")]);
}
