import type { Page } from "playwright-core";

/** All that a store of the ledger holds, as it lies, with files as their size in bytes. */
export function readStore(page: Page, store: string): Promise<unknown[]> {
    return page.evaluate(async (name) => {
        const ended = <Value>(request: IDBRequest<Value>) =>
            new Promise<Value>((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
        const database = await ended(indexedDB.open("babylon-scenario"));
        const values: unknown[] = await ended(database.transaction(name).objectStore(name).getAll());
        database.close();
        return values.map((value) => (value instanceof Blob ? value.size : value));
    }, store);
}

/** Everything this origin keeps in the browser, as text; of files what can be read as text. */
export function readAllKept(page: Page): Promise<string> {
    return page.evaluate(async () => {
        const ended = <Value>(request: IDBRequest<Value>) =>
            new Promise<Value>((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
        const words: string[] = [JSON.stringify({ ...localStorage, ...sessionStorage }), document.cookie];
        const read = async (value: unknown): Promise<void> => {
            words.push(value instanceof Blob ? await value.text() : JSON.stringify(value));
        };
        for (const { name = "" } of await indexedDB.databases()) {
            const database = await ended(indexedDB.open(name));
            for (const store of database.objectStoreNames) {
                const values: unknown[] = await ended(database.transaction(store).objectStore(store).getAll());
                await Promise.all(values.map(read));
            }
            database.close();
        }
        return words.join("\n");
    });
}

/**
 * Makes the list so many entries long: copies the one record and its entry in the books, each an hour older than the one
 * before.
 */
export function multiplyRecords(page: Page, count: number): Promise<void> {
    return page.evaluate(async (copies) => {
        const ended = <Value>(request: IDBRequest<Value>) =>
            new Promise<Value>((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
        const database = await ended(indexedDB.open("babylon-scenario"));
        const transaction = database.transaction(["records", "spending"], "readwrite");
        const [records, spending] = [transaction.objectStore("records"), transaction.objectStore("spending")];
        const [row] = await ended(records.getAll());
        const [entry] = await ended(spending.getAll());
        for (let index = 1; index < copies; index++) {
            const [id, at, jobId] = [`copy-${index}`, row.createdAt - index * 3_600_000, `job-${index}`];
            const record = { ...row.record, id, createdAt: at, jobId, name: `vase ${index}` };
            records.put({ ...row, id, createdAt: at, jobId, record });
            spending.put({ ...entry, id, at, jobId, quoteId: `quote-${index}` });
        }
        await new Promise((resolve) => {
            transaction.oncomplete = resolve;
        });
        database.close();
    }, count);
}
