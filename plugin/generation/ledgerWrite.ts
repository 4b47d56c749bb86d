import type { GenerationRecord } from "./generationRecord";
import { canForget } from "./generationState";
import { type LedgerConnection, type LedgerTransaction, writeAll } from "./ledgerDatabase";
import type { RecordEvent } from "./recordEvent";
import { fromRow, isRecord, toRow } from "./recordRow";
import { reduceRecord } from "./reduceRecord";
import { spendingOf } from "./spending";
import { type LimitsChange, parseLimits } from "./spendingLimits";

/**
 * Called when all is written and before the transaction ends. Whoever is told now and reads gets what is on the disk
 * after that end; and a page that dies at that moment has told already.
 */
export type OnWritten = () => void;

/** One event for one record of one account. */
export interface AppliedEvent {
    account: string;
    id: string;
    event: RecordEvent;
    /** ms since 1970. */
    at: number;
    /** Applies only when no record has, or had, this job. */
    onlyIfNewJob?: string;
    onWritten: OnWritten;
}

/** The record after the event; what cannot be read is left as it lies. */
export function applyEvent(
    connection: LedgerConnection,
    { account, id, event, at, onlyIfNewJob, onWritten }: AppliedEvent,
): Promise<{ record: GenerationRecord | undefined; isChanged: boolean }> {
    return writeAll(connection, async (transaction) => {
        const before = fromRow(await transaction.objectStore("records").get(id));
        if (!isRecord(before) || before.account !== account) {
            return { record: undefined, isChanged: false };
        }
        const isTaken =
            onlyIfNewJob !== undefined && (await findKnownJobs(transaction, account, [onlyIfNewJob])).size > 0;
        const record = isTaken ? before : reduceRecord(before, event, at);
        if (record !== before) {
            await put(transaction, record);
            onWritten();
        }
        return { record, isChanged: record !== before };
    });
}

/** Writes a record for a job that was paid for elsewhere; false when the job is known. */
export function adoptJob(
    connection: LedgerConnection,
    record: GenerationRecord,
    onWritten: OnWritten,
): Promise<boolean> {
    return writeAll(connection, async (transaction) => {
        const known = await findKnownJobs(transaction, record.account, [record.jobId ?? ""]);
        if (known.size === 0) {
            // Nothing that lies there is ever written over, nor does anything of it go into the books.
            await transaction.objectStore("records").add(toRow(record));
            onWritten();
        }
        return known.size === 0;
    });
}

/** Deletes a record that may be given up. Its entry in the books stays. */
export function forgetRecord(
    connection: LedgerConnection,
    account: string,
    id: string,
    onWritten: OnWritten,
): Promise<void> {
    return writeAll(connection, async (transaction) => {
        const records = transaction.objectStore("records");
        const record = fromRow(await records.get(id));
        if (isRecord(record) && record.account === account && canForget(record.state)) {
            await records.delete(id);
            onWritten();
        }
    });
}

/** Those of the jobs that have a record, or an entry in the books of one that was forgotten. */
export async function findKnownJobs(
    transaction: LedgerTransaction<IDBTransactionMode>,
    account: string,
    jobIds: readonly string[],
): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const jobId of jobIds) {
        for (const store of ["records", "spending"] as const) {
            if ((await transaction.objectStore(store).index("byJob").count([account, jobId])) > 0) {
                known.add(jobId);
            }
        }
    }
    return known;
}

async function put(transaction: LedgerTransaction, record: GenerationRecord): Promise<void> {
    await transaction.objectStore("records").put(toRow(record));
    const entry = spendingOf(record);
    if (entry !== undefined) {
        await transaction.objectStore("spending").put(entry);
    }
}

export async function writeLimits(connection: LedgerConnection, change: LimitsChange): Promise<void> {
    const transaction = connection.transaction("meta", "readwrite");
    const limits = parseLimits(await transaction.store.get("limits"));
    await Promise.all([transaction.store.put({ ...limits, ...change }, "limits"), transaction.done]);
}
