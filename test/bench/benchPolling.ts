import { medianDelay, requestCount, simulateJobs, watchFixed, watchOurs } from "../unit/scenario/simulatedJobs";
import { type BenchResult, compare } from "./benchResult";

const jobs = 2000;
const seed = 11;

/** What watching many jobs of 20 s to 10 min costs, in simulated time, against a read every 3 s. */
export async function benchPolling(): Promise<BenchResult[]> {
    const simulated = simulateJobs(jobs, seed);
    const fixed = watchFixed(simulated);
    return [false, true].flatMap((learns) => {
        const ours = watchOurs(simulated, learns);
        const id = learns ? "polling-durations-known" : "polling-first-time";
        const pairs = [
            { metric: `requests for ${jobs} jobs, ratio to a read every 3 s`, count: requestCount, goal: 0.5 },
            {
                metric: "median delay until the end is seen, ms, ratio to a read every 3 s",
                count: medianDelay,
                goal: 1,
            },
        ];
        return pairs.map(({ metric, count, goal }) =>
            compare({ id, metric, ours: count(ours), baseline: count(fixed), goal }, count(fixed)),
        );
    });
}
