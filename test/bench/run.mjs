// Runs the benchmarks: `npm run bench` writes test/bench/RESULTS.md, `npm run bench -- --json FILE` the figures as JSON
// too, `--only ID` those whose id begins so.
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({ options: { json: { type: "string" }, only: { type: "string" } } });
const { module } = await runnerImport(new URL("./runBenchmarks.ts", import.meta.url).pathname, { configFile: false });
await module.runBenchmarks(values);
