import { onTestFinished, vi } from "vitest";

interface FailingWrites {
    /** Name of the error, such as `QuotaExceededError`. */
    error: string;
    /** Only writes to this store fail. */
    store?: string;
    /** So many of them, then it works again. */
    times?: number;
    /** `atOnce`: the call throws. `later`: the browser gives the whole transaction up. */
    when?: "atOnce" | "later";
}

/** Lets writes to the database fail until the end of the test, or of the returned function. */
export function failWrites({ error, store, times = Number.POSITIVE_INFINITY, when = "atOnce" }: FailingWrites) {
    let left = times;
    const spies = (["put", "add"] as const).map((method) => {
        const write = IDBObjectStore.prototype[method];
        return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
            this: IDBObjectStore,
            value,
            key,
        ) {
            if ((store !== undefined && this.name !== store) || left-- <= 0) {
                return key === undefined ? write.call(this, value) : write.call(this, value, key);
            }
            if (when === "atOnce") {
                throw new DOMException("Injected", error);
            }
            const request = key === undefined ? write.call(this, value) : write.call(this, value, key);
            giveUp(this.transaction, error);
            return request;
        });
    });
    const stop = () => {
        for (const spy of spies) {
            spy.mockRestore();
        }
    };
    onTestFinished(stop);
    return stop;
}

/** Lets the browser give up every reading of one value, until the end of the test, or of the returned function. */
export function failReads(error: string) {
    const read = IDBObjectStore.prototype.get;
    const spy = vi.spyOn(IDBObjectStore.prototype, "get").mockImplementation(function (this: IDBObjectStore, key) {
        const request = read.call(this, key);
        giveUp(this.transaction, error);
        return request;
    });
    const stop = () => spy.mockRestore();
    onTestFinished(stop);
    return stop;
}

/** What the browser does by itself when its storage fails it: no call of the standard asks for that. */
function giveUp(transaction: IDBTransaction, error: string): void {
    if ("_abort" in transaction && typeof transaction._abort === "function") {
        transaction._abort(error);
    }
}
