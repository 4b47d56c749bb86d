import { GenerationError } from "../errors";
import type { GenerationRecord } from "./generationRecord";
import { blocksTwin } from "./generationState";
import { type LedgerConnection, type LedgerTransaction, writeAll } from "./ledgerDatabase";
import type { OnWritten } from "./ledgerWrite";
import { fromRow, isAtRest, isRecord, toRow } from "./recordRow";
import { parseBooks, spendingOf, sumSpending } from "./spending";
import { limitError, limitReached, parseLimits } from "./spendingLimits";

const askAgain = "Ask for the price again.";

/**
 * Writes a new record in state `intent` and its entry in the books. One transaction, so that two tabs cannot both find
 * nothing in the way; strict durability, so that it is on the disk before the paid call leaves.
 * @throws GenerationError of kind `limit` when something is in the way, which may also be a record that cannot be read
 */
export function beginGeneration(
    connection: LedgerConnection,
    record: GenerationRecord,
    { now, onWritten }: { now: number; onWritten: OnWritten },
): Promise<void> {
    return writeAll(connection, async (transaction) => {
        await refuseTwin(transaction, record);
        await refuseSpending(transaction, record, now);
        await transaction.objectStore("records").add(toRow(record));
        const entry = spendingOf(record);
        if (entry !== undefined) {
            await transaction.objectStore("spending").add(entry);
        }
        onWritten();
    });
}

async function refuseTwin(transaction: LedgerTransaction, { account, requestKey }: GenerationRecord): Promise<void> {
    const rows = await transaction.objectStore("records").index("byRequest").getAll([account, requestKey]);
    for (const row of rows) {
        const twin = fromRow(row);
        if (!isRecord(twin) && !isAtRest(row)) {
            throw twinError(
                "Exactly this is kept here already and cannot be read.",
                "Reload the page, or change an option.",
            );
        }
        if (isRecord(twin) && blocksTwin(twin.state)) {
            throw twinError("Exactly this is paid for already.", "Go on with it in the list, for free.", twin.jobId);
        }
    }
}

function twinError(message: string, advice: string, jobId?: string): GenerationError {
    return new GenerationError(message, { kind: "limit", spending: "none", advice, jobId });
}

async function refuseSpending(
    transaction: LedgerTransaction,
    { account, session, quote }: GenerationRecord,
    now: number,
): Promise<void> {
    if (quote === undefined) {
        throw limitError("There is no price for this.", askAgain);
    }
    const books = parseBooks(await transaction.objectStore("spending").index("byAccount").getAll(account));
    if (books.some(({ quoteId }) => quoteId === quote.id)) {
        throw limitError("This price was used before.", askAgain);
    }
    const limits = parseLimits(await transaction.objectStore("meta").get("limits"));
    const reached = limitReached(limits, sumSpending(books, session, now), quote.cost);
    if (reached !== undefined) {
        throw limitError(reached);
    }
}
