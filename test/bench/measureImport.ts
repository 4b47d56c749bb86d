import type { ImportCase } from "./importCases";
import type { Side } from "./importPage/importPage";
import type { ImportSite } from "./importSite";
import { costOf, type ImportCost } from "./importTimes";
import { canReadMemory, processMemory } from "./processMemory";

/** What one import cost. Memory in bytes, beyond what the page held before it. */
export interface MeasuredImport extends ImportCost {
    peakMemory: number;
    finalMemory: number;
}

/**
 * Measures one import in a browser of its own, after another one of a small file of the same kind: so nothing is left of
 * an earlier one, and what a library loads and compiles only once is there for each of them.
 */
export async function measureImport(
    site: ImportSite,
    { path, place, warmUp }: ImportCase,
    side: Side,
): Promise<MeasuredImport> {
    const tab = await site.openPage(side);
    try {
        const { page } = tab;
        const small = { ...place, url: site.addFile(warmUp) };
        await page.evaluate((subject) => importPage.warmUp(subject), small);
        await page.evaluate((subject) => importPage.prepare(subject), { ...place, url: site.addFile(path) });
        await tab.collectGarbage();
        const memory = canReadMemory ? processMemory(await tab.processes()) : undefined;
        memory?.forgetPeak();
        const before = memory?.now() ?? Number.NaN;
        const cost = costOf(await page.evaluate(() => importPage.measure()));
        const peakMemory = (memory?.peak() ?? Number.NaN) - before;
        await tab.collectGarbage();
        return { ...cost, peakMemory, finalMemory: (memory?.now() ?? Number.NaN) - before };
    } finally {
        await tab.close();
    }
}
