// Runs the benchmarks: `npm run bench` writes test/bench/RESULTS.md, `npm run bench -- --json FILE` the figures as JSON
// too, `--only ID` those whose id begins so, `--rounds N` measures each N times instead of five.
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const options = { json: { type: "string" }, only: { type: "string" }, rounds: { type: "string" } };
const { values } = parseArgs({ options });
const { module } = await runnerImport(new URL("./runBenchmarks.ts", import.meta.url).pathname, { configFile: false });
await module.runBenchmarks(values);
