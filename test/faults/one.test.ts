import { readFileSync } from "node:fs";
import { it } from "vitest";
import { runTrial } from "./runTrial";
import { startSharedEmulator } from "./sharedEmulator";

it("one", async () => {
    const shared = await startSharedEmulator();
    for (let i = 0; i < Number(process.env.N ?? 1); i++) {
        const t0 = performance.now();
        const issues = await runTrial(shared, JSON.parse(readFileSync("/tmp/trial.json", "utf8")));
        process.stdout.write(`${(performance.now() - t0).toFixed(0)} ms\n${issues.join("\n")}\n`);
    }
    await shared.emulator.close();
}, 600000);
