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

// What `run.mjs` was told.
const { FAULT_RUNS: runs = "250", FAULT_SEED: seed, FAULT_PATH: path } = process.env;

describe("a trial that once ended badly", () => {
    it.each(regressions)("ends well: $was", async ({ was: _, ...trial }) => {
        expect(await runTrial(shared, trial)).toEqual([]);
    });
});

describe("whatever goes wrong, in whatever order", () => {
    it(
        "is paid for once, shown as it is, and comes to its end without a user",
        async () => {
            const proof = await proveTrials(shared, {
                numRuns: Number(runs),
                ...(seed !== undefined && { seed: Number(seed) }),
                ...(path !== undefined && { path }),
            });
            process.stdout.write(`${proof.runs} trials, seed ${proof.seed}\n`);
            expect.soft(proof.counterexample).toBeUndefined();
        },
        24 * 3_600_000,
    );
});
