import { readFileSync } from "node:fs";
import { inspectModel } from "../../plugin/model/inspectModel";
import type { BenchOptions } from "./benchOptions";
import { atLeast, type BenchResult, median } from "./benchResult";
import { importCases } from "./importCases";

/** How fast the check alone reads the files that are imported, on the one core that Node gives it. */
export async function benchCheck({ rounds }: BenchOptions): Promise<BenchResult[]> {
    const cases = await importCases("import");
    return cases
        .filter(({ path }) => !path.includes("-draco") && !path.includes("-meshopt"))
        .map(({ id, path }) => {
            const bytes = readFileSync(path);
            inspectModel(bytes);
            return atLeast({
                id: id.replace("import", "check"),
                metric: "check alone, MB/s on one core",
                ours: median(Array.from({ length: rounds }, () => measureSpeed(bytes))),
                goal: 150,
            });
        });
}

/** A run of at least this long in milliseconds, however small the file. */
const shortestRun = 200;

/** Megabytes in a second. */
function measureSpeed(bytes: Uint8Array): number {
    const start = performance.now();
    let read = 0;
    while (performance.now() - start < shortestRun) {
        inspectModel(bytes);
        read += bytes.length;
    }
    return read / 1e6 / ((performance.now() - start) / 1000);
}
