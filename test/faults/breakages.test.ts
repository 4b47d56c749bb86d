import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breakages } from "./breakages";
import { proveTrials } from "./proveTrials";
import { type SharedEmulator, startSharedEmulator } from "./sharedEmulator";

let shared: SharedEmulator;
beforeAll(async () => {
    shared = await startSharedEmulator();
});
afterAll(() => shared.emulator.close());

// Fixed, as is the number of runs: what is found once is found again.
const seed = 2026;

describe("a client that", () => {
    it.each(Object.entries(breakages))(
        "%s is caught",
        async (_, breakage) => {
            const { counterexample } = await proveTrials(shared, { breakage, seed, numRuns: 200, isShrunk: false });
            process.stdout.write(`${_}: ${counterexample?.slice(0, 1000)}\n`);
            expect(counterexample).toBeDefined();
        },
        600_000,
    );
});
