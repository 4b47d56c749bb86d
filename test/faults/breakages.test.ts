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
const seed = 2;
const numRuns = 200;

describe("a client that", () => {
    it.each(breakages)(
        "$mistake is caught",
        async ({ breakage, shows }) => {
            const { counterexample } = await proveTrials(shared, { breakage, seed, numRuns, isShrunk: false });
            expect(counterexample).toMatch(shows);
        },
        600_000,
    );
});
