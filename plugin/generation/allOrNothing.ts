/** What of a transaction is needed to end it. */
interface Transaction {
    readonly done: Promise<void>;
    readonly error: DOMException | null;
    abort(): void;
}

/** Does the work of a transaction to its end. When it throws, or the browser gives up, nothing of it was written. */
export async function allOrNothing<Value>(transaction: Transaction, work: () => Promise<Value>): Promise<Value> {
    try {
        const value = await work();
        await transaction.done;
        return value;
    } catch (error) {
        abort(transaction);
        // When the browser gave up, its requests only say that; the transaction says why.
        throw transaction.error ?? error;
    }
}

function abort(transaction: Transaction): void {
    try {
        transaction.abort();
    } catch {
        // It has ended by itself.
    }
}
