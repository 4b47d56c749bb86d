import type { JobStatus } from "../../../plugin/scenario/job";
import { nextPollState, type PollState, pollInterval } from "../../../plugin/scenario/pollInterval";
import { seededNumber } from "../../../plugin/standIn/seededNumber";
import { jobLife } from "../../../sandbox/emulator/jobLife";

/** How a job tells its progress, by the time since submit. Its end is known to the simulation alone. */
type Telling = (elapsed: number) => { status: JobStatus; progress: number };

interface SimulatedJob {
    /** Milliseconds. */
    duration: number;
    /** What was ordered: jobs of one kind take about the same time. */
    kind: number;
    tell: Telling;
}

interface Watched {
    requests: number;
    /** Milliseconds between the end of the job and the read that shows it. */
    delay: number;
}

type Random = () => number;

/** From honest to useless; what the reference and its sources have seen lies in between. */
export const tellings: Record<string, (duration: number, random: Random) => Telling> = {
    steady: (duration) => (elapsed) => jobLife(elapsed, duration),
    flat: (_, random) => {
        const progress = random() < 0.5 ? 0 : 0.1;
        return (elapsed) => ({ status: "in-progress", progress: elapsed < 2000 ? 0 : progress });
    },
    slowing: (duration, random) => {
        const bend = 2 + 2 * random();
        return (elapsed) => ({
            status: "in-progress",
            progress: Math.round(98 * (1 - Math.exp((-bend * elapsed) / duration))) / 100,
        });
    },
    stepwise: (duration, random) => {
        const steps = [0.15, 0.35, 0.6, 0.85].map((share) => share * duration * (0.8 + 0.3 * random()));
        return (elapsed) => {
            const taken = steps.filter((step) => step <= elapsed).length;
            return { status: taken === 0 ? "queued" : "in-progress", progress: taken / 5 };
        };
    },
    unfinished: (duration, random) => {
        const reached = 0.5 + 0.5 * random();
        return (elapsed) => ({
            status: "in-progress",
            progress: Math.round((100 * reached * elapsed) / duration) / 100,
        });
    },
};

function seededRandom(seed: number): Random {
    let count = 0;
    return () => seededNumber(seed, count++);
}

/** Jobs from 20 s to 10 min. Six kinds, each with its own usual duration, spread by about a quarter around it. */
export function simulateJobs(count: number, seed: number, names = Object.keys(tellings)): SimulatedJob[] {
    const random = seededRandom(seed);
    const usual = [25, 45, 80, 120, 200, 420];
    return Array.from({ length: count }, () => {
        const kind = Math.floor(random() * usual.length);
        const spread = Math.sqrt(-2 * Math.log(1 - random() * 0.999)) * Math.cos(2 * Math.PI * random());
        const seconds = Math.min(600, Math.max(20, (usual[kind] ?? 0) * Math.exp(spread / 4)));
        const name = names[Math.floor(random() * names.length)] ?? "";
        const tell = tellings[name]?.(seconds * 1000, random);
        if (tell === undefined) {
            throw new Error(`No job tells its progress like ${name}`);
        }
        return { duration: seconds * 1000, kind, tell };
    });
}

function watch(
    { duration, tell }: SimulatedJob,
    nextWait: (elapsed: number, told: ReturnType<Telling>) => number,
): Watched {
    let requests = 1;
    let elapsed = 0;
    for (; elapsed < duration; requests++) {
        elapsed += nextWait(elapsed, tell(elapsed));
    }
    return { requests, delay: elapsed - duration };
}

export const watchFixed = (jobs: readonly SimulatedJob[]) => jobs.map((job) => watch(job, () => 3000));

/** Watches with our own interval. `learns`: the caller remembers how long jobs of each kind took. */
export function watchOurs(jobs: readonly SimulatedJob[], learns: boolean): Watched[] {
    const random = seededRandom(3);
    const seen = new Map<number, number[]>();
    return jobs.map((job) => {
        const earlier = seen.get(job.kind) ?? [];
        const expectedDuration = learns && earlier.length > 0 ? median(earlier) : undefined;
        let state: PollState | undefined;
        const watched = watch(job, (elapsed, told) => {
            state = nextPollState(state, told, elapsed);
            return pollInterval(state, { expectedDuration, isHidden: false, random: random() });
        });
        seen.set(job.kind, [...earlier, job.duration]);
        return watched;
    });
}

function median(values: readonly number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const requestCount = (watched: readonly Watched[]) => watched.reduce((sum, { requests }) => sum + requests, 0);
export const medianDelay = (watched: readonly Watched[]) => median(watched.map(({ delay }) => delay));
