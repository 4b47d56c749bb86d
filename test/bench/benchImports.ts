import type { BenchOptions } from "./benchOptions";
import type { BenchResult } from "./benchResult";
import { type ImportCase, importCases } from "./importCases";
import { importResults, type SideMeasurements } from "./importResults";
import { type ImportSite, openImportSite } from "./importSite";
import { measureImport } from "./measureImport";

/** Imports each file several times in each way, in turn. */
export async function benchImports({ only, rounds, tell }: BenchOptions): Promise<BenchResult[]> {
    const cases = await importCases(only);
    const site = await openImportSite();
    try {
        const results: BenchResult[] = [];
        for (const importCase of cases) {
            tell(importCase.id);
            results.push(...importResults(importCase, await measureCase(site, importCase, rounds)));
        }
        return results;
    } finally {
        await site.close();
    }
}

async function measureCase(site: ImportSite, importCase: ImportCase, rounds: number): Promise<SideMeasurements> {
    const sides: readonly (keyof SideMeasurements)[] = [
        "ours",
        "babylon",
        ...(importCase.isOverBudget ? ["kept" as const] : []),
        "three",
    ];
    const measured: SideMeasurements = { ours: [], babylon: [], kept: [], three: [] };
    for (let round = 0; round < rounds; round++) {
        // Each round begins with another one, so that nobody always comes after the same.
        for (let turn = 0; turn < sides.length; turn++) {
            const side = sides[(round + turn) % sides.length] ?? "ours";
            measured[side].push(await measureImport(site, importCase, side));
        }
    }
    return measured;
}
