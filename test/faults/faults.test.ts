import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveTrials } from "./proveTrials";
import { regressions } from "./regressions";
import { runTrial } from "./runTrial";
import { type SharedEmulator, startSharedEmulator } from "./sharedEmulator";

let shared: SharedEmulator;
beforeAll(async () => {
    shared = await startSharedEmulator();
});
afterAll(() => shared.emulator.close());

// The same trials each time, so that what fails here is what was changed. `npm run test:faults` makes new ones.
const { FAULT_RUNS = "300", FAULT_SEED = "7", FAULT_PATH: path } = process.env;

describe("a trial that once ended badly", () => {
    it.each(regressions)("ends well now: $was", async ({ was: _, ...trial }) => {
        expect(await runTrial(shared, trial)).toEqual([]);
    });
});

describe("whatever goes wrong, in whatever order", () => {
    it(
        "is paid for once, shown as it is, and comes to its end without a user",
        async () => {
            const start = performance.now();
            const runs = { numRuns: Number(FAULT_RUNS), seed: Number(FAULT_SEED), ...(path !== undefined && { path }) };
            const proof = await proveTrials(shared, runs);
            const seconds = (performance.now() - start) / 1000;
            process.stdout.write(`${proof.runs} trials, seed ${proof.seed}, ${seconds.toFixed(1)} s\n`);
            expect(proof.counterexample, proof.counterexample).toBeUndefined();
        },
        24 * 3_600_000,
    );
});
