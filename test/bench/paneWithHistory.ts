import type { Page } from "playwright-core";
import { setup as buildSandbox } from "../browser/support/buildSandbox";
import { drawPicture, openGeneratePane } from "../browser/support/generatePane";
import { openSandbox, type Sandbox } from "../browser/support/openSandbox";
import { type BenchResult, compare, median } from "./benchResult";

const few = 50;
const many = 5000;
const rounds = 7;

/** Opens the pane on a long and on a short history, in turn: from the press on its tab to the first rows on screen. */
export async function paneWithHistory(): Promise<BenchResult[]> {
    await buildSandbox();
    const sandbox = await openSandbox();
    try {
        const [long, short] = [await prepare(sandbox, many), await prepare(sandbox, few)];
        const times = { long: [] as number[], short: [] as number[] };
        for (let round = 0; round < rounds; round++) {
            times.short.push(await timeOpening(short));
            times.long.push(await timeOpening(long));
        }
        const [ours, baseline] = [median(times.long), median(times.short)];
        return [
            compare(
                {
                    id: `pane-${many}-records`,
                    metric: `ms from the press on the tab to the first rows, against ${few} records`,
                    ours,
                    baseline,
                    goal: 2,
                },
                baseline,
            ),
        ];
    } finally {
        await sandbox.close();
    }
}

/** A browser of its own whose list holds so many records like the one that it really made. */
async function prepare(sandbox: Sandbox, count: number): Promise<Page> {
    const { page } = await sandbox.openPage("/");
    const pane = await openGeneratePane(page);
    await pane.chooseFile(await drawPicture());
    await pane.generate();
    await pane.waitFor(/In the scene/);
    await page.evaluate(multiplyRecords, count);
    return page;
}

async function timeOpening(page: Page): Promise<number> {
    await page.reload();
    const tab = page.locator('button[role=radio][value="Generate from image"]');
    await tab.waitFor();
    // What the page itself still does after a load is not the pane's.
    await page.waitForTimeout(1500);
    return page.evaluate(async () => {
        const button = document.querySelector<HTMLElement>('button[role=radio][value="Generate from image"]');
        const start = performance.now();
        button?.click();
        while (document.querySelector('ul[aria-label="Generations"] li') === null) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return performance.now() - start;
    });
}

/** Runs in the page: copies the newest record and its entry in the books, each an hour older than the one before. */
async function multiplyRecords(count: number): Promise<void> {
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
    for (let index = 1; index < count; index++) {
        const [id, at, jobId] = [`copy-${index}`, row.createdAt - index * 3_600_000, `job-${index}`];
        const record = { ...row.record, id, createdAt: at, jobId, name: `vase ${index}` };
        records.put({ ...row, id, createdAt: at, jobId, record });
        spending.put({ ...entry, id, at, jobId, quoteId: `quote-${index}` });
    }
    await new Promise((resolve) => {
        transaction.oncomplete = resolve;
    });
    database.close();
}
