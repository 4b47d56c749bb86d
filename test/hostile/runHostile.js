// `npm run test:hostile -- --runs 10000`: Vitest's own command takes no options of others.
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

const { values } = parseArgs({ options: { runs: { type: "string", default: "10000" } } });
if (!(Number(values.runs) > 0)) {
    throw new Error("--runs needs a number");
}
process.env.HOSTILE_RUNS = values.runs;
const vitest = await startVitest("test", ["test/hostile"], {
    project: ["isolated"],
    run: true,
    configLoader: "runner",
});
await vitest.close();
