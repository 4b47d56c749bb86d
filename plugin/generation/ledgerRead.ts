import type { GenerationRecord } from "./generationRecord";
import type { LedgerConnection } from "./ledgerDatabase";
import { openness } from "./ledgerKeys";
import { fromRow, isRecord } from "./recordRow";

export interface PageQuery {
    /** So many rows at most. */
    count: number;
    /** Only what is older than this record, which is the last one of the page before. */
    before?: Pick<GenerationRecord, "createdAt" | "id"> | undefined;
}

export interface LedgerPage {
    records: GenerationRecord[];
    /** True when there is more. */
    hasMore: boolean;
}

/** What lies in the database and is not shown. */
export interface SetAside {
    /** Cannot be read; kept as it is. */
    corrupt: number;
    /** Written by a later version of this package. */
    newer: number;
    /** Belong to other accounts. */
    foreign: number;
}

/** A page of an account's records, newest first. What cannot be read is passed over. */
export async function readPage(
    connection: LedgerConnection,
    account: string,
    { count, before }: PageQuery,
): Promise<LedgerPage> {
    const upper = before === undefined ? [account, Number.POSITIVE_INFINITY] : [account, before.createdAt, before.id];
    const range = IDBKeyRange.bound([account], upper, true, true);
    const records: GenerationRecord[] = [];
    let cursor = await connection.transaction("records").store.index("byTime").openCursor(range, "prev");
    for (; cursor !== null && records.length < count; cursor = await cursor.continue()) {
        const read = fromRow(cursor.value);
        if (isRecord(read)) {
            records.push(read);
        }
    }
    return { records, hasMore: cursor !== null };
}

/** Everything of an account on which something is left to do, newest first. */
export async function openRecords(connection: LedgerConnection, account: string): Promise<GenerationRecord[]> {
    const range = IDBKeyRange.bound([account, openness.waiting], [account, openness.driven]);
    const rows = await connection.getAllFromIndex("records", "byOpen", range);
    return rows
        .map(fromRow)
        .filter(isRecord)
        .sort((left, right) => right.createdAt - left.createdAt);
}

/** Counts what is kept and not shown. Reads every row, so it is asked once. */
export async function countSetAside(connection: LedgerConnection, account: string): Promise<SetAside> {
    const counts = { corrupt: 0, newer: 0, foreign: 0 };
    let cursor = await connection.transaction("records").store.openCursor();
    for (; cursor !== null; cursor = await cursor.continue()) {
        const read = fromRow(cursor.value);
        if (!isRecord(read)) {
            counts[read] += 1;
        } else if (read.account !== account) {
            counts.foreign += 1;
        }
    }
    return counts;
}
