import { GenerationError } from "../errors";
import type { GenerationRecord } from "./generationRecord";
import { blocksTwin } from "./generationState";
import { type LedgerConnection, type LedgerTransaction, writeAll } from "./ledgerDatabase";
import { fromRow, isRecord, toRow } from "./recordRow";
import { parseBooks, spendingOf, sumSpending } from "./spending";
import { limitError, limitReached, parseLimits } from "./spendingLimits";

/**
 * Writes a new record in state `intent` and its entry in the books. One transaction, so that two tabs cannot both find
 * nothing in the way; strict durability, so that it is on the disk before the paid call leaves.
 * @throws GenerationError of kind `limit` when something is in the way
 */
export function beginGeneration(connection: LedgerConnection, record: GenerationRecord, now: number): Promise<void> {
    return writeAll(connection, async (transaction) => {
        await refuseTwin(transaction, record);
        await refuseSpending(transaction, record, now);
        await transaction.objectStore("records").add(toRow(record));
        const entry = spendingOf(record);
        if (entry !== undefined) {
            await transaction.objectStore("spending").add(entry);
        }
    });
}

async function refuseTwin(transaction: LedgerTransaction, { account, requestKey }: GenerationRecord): Promise<void> {
    const rows = await transaction.objectStore("records").index("byRequest").getAll([account, requestKey]);
    const twin = rows
        .map(fromRow)
        .filter(isRecord)
        .find(({ state }) => blocksTwin(state));
    if (twin !== undefined) {
        throw new GenerationError("Exactly this is paid for already.", {
            kind: "limit",
            spending: "none",
            advice: "Go on with it in the list, for free.",
            jobId: twin.jobId,
        });
    }
}

async function refuseSpending(
    transaction: LedgerTransaction,
    { account, session, quote }: GenerationRecord,
    now: number,
): Promise<void> {
    const books = parseBooks(await transaction.objectStore("spending").index("byAccount").getAll(account));
    if (books.some(({ quoteId }) => quoteId === quote?.id)) {
        throw limitError("This price was used before.");
    }
    const limits = parseLimits(await transaction.objectStore("meta").get("limits"));
    const reached = limitReached(limits, sumSpending(books, session, now), quote?.cost ?? 0);
    if (reached !== undefined) {
        throw limitError(reached);
    }
}
