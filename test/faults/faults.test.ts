import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveTrials } from "./proveTrials";
import { regressions } from "./regressions";
import { type SharedEmulator, startSharedEmulator } from "./sharedEmulator";

let shared: SharedEmulator;
beforeAll(async () => {
    shared = await startSharedEmulator();
});
afterAll(() => shared.emulator.close());

// The same trials each time, so that what fails here is what was changed. `npm run test:faults` makes new ones.
const { FAULT_RUNS = "200", FAULT_SEED = "7", FAULT_PATH } = process.env;

describe("whatever goes wrong, in whatever order", () => {
    it("is paid once for, shown as it is, and ends without a user", async () => {
        const start = performance.now();
        const proof = await proveTrials(shared, {
            numRuns: Number(FAULT_RUNS),
            seed: Number(FAULT_SEED),
            ...(FAULT_PATH === undefined ? { examples: regressions.map((trial) => [trial]) } : { path: FAULT_PATH }),
        });
        const seconds = (performance.now() - start) / 1000;
        process.stdout.write(`${proof.runs} runs, seed ${proof.seed}, ${seconds.toFixed(1)} s\n`);
        expect(proof.counterexample, proof.counterexample).toBeUndefined();
    }, 3_600_000);
});
