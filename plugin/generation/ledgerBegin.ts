import { GenerationError } from "../errors";
import { type GenerationRecord, isRivalVariant } from "./generationRecord";
import { blocksTwin } from "./generationState";
import { type LedgerConnection, type LedgerTransaction, writeAll } from "./ledgerDatabase";
import { openness } from "./ledgerKeys";
import { fromRow, isAtRest, isRecord, toRow } from "./recordRow";
import { parseBooks, spendingOf, sumSpending } from "./spending";
import { limitError, limitReached, parseLimits } from "./spendingLimits";

const askAgain = "Ask for the price again.";

/**
 * Writes a new record in state `intent` and its entry in the books. One transaction, so that two tabs cannot both find
 * nothing in the way; strict durability, so that it is on the disk before the paid call leaves. `planned`: CU that are
 * to be paid right after it, and have to be within the limits too.
 * @throws GenerationError of kind `limit` when something is in the way, which may also be a record that cannot be read
 */
export function beginGeneration(
    connection: LedgerConnection,
    record: GenerationRecord,
    now: number,
    planned: number,
): Promise<void> {
    return writeAll(connection, async (transaction) => {
        await refuseTwin(transaction, record);
        await refuseRivals(transaction, record);
        await refuseSpending(transaction, record, now, planned);
        await transaction.objectStore("records").add(toRow(record));
        const entry = spendingOf(record);
        if (entry !== undefined) {
            await transaction.objectStore("spending").add(entry);
        }
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

/** Each tab chooses seeds of its own, so the keys of requests do not tell that two of them were asked for the same. */
async function refuseRivals(transaction: LedgerTransaction, { account, variant }: GenerationRecord): Promise<void> {
    if (variant === undefined) {
        return;
    }
    const rows = await transaction.objectStore("records").index("byOpen").getAll([account, openness.driven]);
    if (rows.map(fromRow).some((other) => isRecord(other) && isRivalVariant(other, variant))) {
        throw twinError("Variants of exactly this are being generated now.", "Wait for them, or change an option.");
    }
}

function twinError(message: string, advice: string, jobId?: string): GenerationError {
    return new GenerationError(message, { kind: "limit", spending: "none", advice, jobId });
}

async function refuseSpending(
    transaction: LedgerTransaction,
    { account, session, quote }: GenerationRecord,
    now: number,
    planned: number,
): Promise<void> {
    if (quote === undefined) {
        throw limitError("There is no price for this.", askAgain);
    }
    const books = parseBooks(await transaction.objectStore("spending").index("byAccount").getAll(account));
    if (books.some(({ quoteId }) => quoteId === quote.id)) {
        throw limitError("This price was used before.", askAgain);
    }
    const limits = parseLimits(await transaction.objectStore("meta").get("limits"));
    const reached = limitReached(limits, sumSpending(books, session, now), quote.cost + planned);
    if (reached !== undefined) {
        throw limitError(reached);
    }
}
