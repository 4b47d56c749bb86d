import type { BenchOptions } from "./benchOptions";
import { atMost, type BenchResult, compare, median } from "./benchResult";
import { importCases } from "./importCases";
import type { ManyBrought } from "./importPage/bringMany";
import { type ImportSite, openImportSite } from "./importSite";

/** A hundred copies of a model that stands there, against a hundred imports of the same bytes. */
export async function benchCopies({ rounds, tell }: BenchOptions): Promise<BenchResult[]> {
    const [trellis] = await importCases("import-trellis");
    const [made] = await importCases("import-5k");
    const model = trellis ?? made;
    if (model === undefined) {
        throw new Error("There is no small model to copy.");
    }
    const site = await openImportSite();
    const measured: Record<"copies" | "imports", ManyBrought[]> = { copies: [], imports: [] };
    try {
        for (let round = 0; round < rounds; round++) {
            for (const side of ["copies", "imports"] as const) {
                tell(`copies, ${side}`);
                measured[side].push(await measure(site, side, { ...model.place, url: site.addFile(model.path) }));
            }
        }
    } finally {
        await site.close();
    }
    const time = (each: readonly ManyBrought[]) => median(each.map((one) => one.time));
    const textures = (each: readonly ManyBrought[]) => Math.max(...each.map((one) => one.textures));
    const [copies, imports] = [time(measured.copies), time(measured.imports)];
    const of = `100 copies of ${model.id.replace("import-", "")}`;
    return [
        compare(
            { id: "copies", metric: `${of}, ms, against imports`, ours: copies, baseline: imports, goal: 0.03 },
            imports,
        ),
        atMost({
            ...{ id: "copies", metric: `textures made for ${of}, against imports`, goal: 0 },
            ...{ ours: textures(measured.copies), baseline: textures(measured.imports) },
        }),
    ];
}

async function measure(
    site: ImportSite,
    side: "copies" | "imports",
    subject: Parameters<typeof importPage.prepare>[0],
): Promise<ManyBrought> {
    const tab = await site.openPage(side);
    try {
        await tab.page.evaluate((address) => importPage.prepare(address), subject);
        await tab.page.evaluate(() => importPage.stand());
        await tab.collectGarbage();
        return await tab.page.evaluate(() => importPage.measureMany());
    } finally {
        await tab.close();
    }
}
