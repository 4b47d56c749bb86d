// Runs new trials: `npm run test:faults -- --runs 10000`. A failure prints how to see it again: `--seed S --path P`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
    options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" } },
});
values.seed ??= String(Math.floor(Math.random() * 2 ** 31));
const given = Object.entries(values).map(([name, value]) => [`FAULT_${name.toUpperCase()}`, value]);
const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const options = ["run", "--configLoader", "runner", "--project", "faults", "test/faults/faults.test.ts"];
spawn(process.execPath, [vitest, ...options], {
    stdio: "inherit",
    env: { ...process.env, ...Object.fromEntries(given) },
}).on("exit", (code) => {
    process.exitCode = code ?? 1;
});
