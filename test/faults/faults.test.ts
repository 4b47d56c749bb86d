import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveTrials } from "./proveTrials";
import { stats, total } from "./runTrial";
import { type SharedEmulator, startSharedEmulator } from "./sharedEmulator";

let shared: SharedEmulator;
beforeAll(async () => {
    shared = await startSharedEmulator();
});
afterAll(() => shared.emulator.close());

const { FAULT_RUNS = "200", FAULT_SEED, FAULT_PATH } = process.env;

describe("whatever goes wrong, in whatever order", () => {
    it("is paid once for, shown as it is, and ends without a user", async () => {
        const t0 = performance.now();
        const proof = await proveTrials(shared, {
            numRuns: Number(FAULT_RUNS),
            ...(FAULT_SEED !== undefined && { seed: Number(FAULT_SEED) }),
            ...(FAULT_PATH !== undefined && { path: FAULT_PATH }),
        });
        const seconds = (performance.now() - t0) / 1000;
        process.stdout.write(
            `${proof.runs} runs, seed ${proof.seed}, ${seconds.toFixed(1)} s, cpu ${(total.ms / total.n).toFixed(0)} ms\n`,
        );
        process.stdout.write(`${JSON.stringify(stats, null, 1)}\n`);
        expect(proof.counterexample, proof.counterexample).toBeUndefined();
    }, 3_600_000);
});
