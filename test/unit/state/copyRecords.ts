import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { openLedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { databaseName } from "../../../plugin/generation/ledgerKeys";
import { fromRow, isRecord, toRow } from "../../../plugin/generation/recordRow";

/** Adds changed copies of a record that lies in the browser's database, each an hour older than the one before. */
export async function copyRecords(
    count: number,
    changesOf: (number: number) => Partial<GenerationRecord> = () => ({}),
): Promise<void> {
    const database = openLedgerDatabase(databaseName);
    await database.run(async (connection) => {
        const record = fromRow((await connection.getAll("records"))[0]);
        if (!isRecord(record)) {
            throw new Error("There is no record to copy");
        }
        for (let number = 1; number <= count; number++) {
            const createdAt = record.createdAt - number * 3_600_000;
            const copy = { ...record, id: `copy-${number}`, jobId: `job-${number}`, createdAt, ...changesOf(number) };
            await connection.put("records", toRow(copy));
        }
    });
    database.close();
}
