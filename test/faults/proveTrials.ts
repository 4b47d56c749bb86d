import fc from "fast-check";
import { anyTrial } from "./anyTrial";
import type { Trial } from "./command";
import type { Breakage } from "./pageService";
import { runTrial } from "./runTrial";
import type { SharedEmulator } from "./sharedEmulator";

export interface ProofOptions extends Pick<fc.Parameters<[Trial]>, "numRuns" | "seed" | "path"> {
    breakage?: Breakage;
    /** Whether the smallest trial is looked for; it takes some time. Default true. */
    isShrunk?: boolean;
}

export interface Proof {
    seed: number;
    runs: number;
    /** The smallest trial found that ends badly, and how to see it again, as text. */
    counterexample: string | undefined;
}

/** Looks for a trial that ends badly, and for the smallest one like it. */
export async function proveTrials(
    shared: SharedEmulator,
    { breakage, isShrunk = true, ...parameters }: ProofOptions,
): Promise<Proof> {
    let started = 0;
    const property = fc.asyncProperty(anyTrial, async (trial) => {
        if (++started % reportEvery === 0) {
            process.stdout.write(`${started} trials begun\n`);
        }
        const issues = await runTrial(shared, trial, breakage);
        if (issues.length > 0) {
            throw new Error(issues.join("\n"));
        }
    });
    const found = await fc.check(property, { ...parameters, timeout: longestTrial, endOnFailure: true });
    const { seed, numRuns: runs } = found;
    if (!found.failed || !isShrunk) {
        return { seed, runs, counterexample: describeFailure(found) };
    }
    // Told at once: the way to the smallest one can be long.
    process.stdout.write(`${describeFailure(found)}\n\n`);
    const again = { seed, path: found.counterexamplePath ?? "", numRuns: 1, timeout: longestTrial };
    const smallest = await fc.check(property, { ...again, interruptAfterTimeLimit: longestSearch });
    return { seed, runs, counterexample: describeFailure(smallest.failed ? smallest : found) };
}

const reportEvery = 500;
// Real ms. A trial takes about 80; one that never lets virtual time pass would otherwise wait for ever and say nothing.
const longestTrial = 60_000;
const longestSearch = 120_000;

function describeFailure({
    counterexample,
    seed,
    counterexamplePath,
    numShrinks,
    errorInstance,
}: fc.RunDetails<[Trial]>): string | undefined {
    if (counterexample === null) {
        return undefined;
    }
    const [trial] = counterexample;
    const lines = (title: string, values: readonly unknown[]) => [
        title,
        ...values.map((value) => `    ${JSON.stringify(value)}`),
    ];
    return [
        errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
        "",
        `Tabs: ${JSON.stringify(trial.tabs)}, latency: ${trial.latency} ms`,
        ...lines("Plans:", trial.plans),
        ...lines("Steps:", trial.steps),
        `Left open: ${trial.left}`,
        `Shrunk ${numShrinks} times. Again: npm run test:faults -- --seed ${seed} --path ${counterexamplePath}`,
    ].join("\n");
}
