import type { Job } from "../scenario/job";
import type { GenerationRecord } from "./generationRecord";

// ms. Before: clocks that differ in spite of all. After: a call that was held up on its way, and finished by the relay.
const window = { before: 5 * 60_000, after: 15 * 60_000 };

/**
 * Finds the job that each generation without an answer became. A job fits when it has the same model, the same picture
 * asset and no other value for any input that was sent, and was made within minutes of the intent by the service's
 * clock. Of several pairs the one with the fewest inputs that only one side has goes first, then the one closest in
 * time, and nothing is used twice.
 *
 * @param jobs only those that no record has
 */
export function matchJobs(
    unknowns: readonly GenerationRecord[],
    jobs: readonly Job[],
): ReadonlyMap<GenerationRecord["id"], Job> {
    const pairs = unknowns
        .flatMap((record) =>
            jobs
                .filter((job) => fitsJob(record, job))
                .map((job) => ({ record, job, lone: loneInputs(record, job), gap: gapOf(record, job) })),
        )
        .sort((left, right) => left.lone - right.lone || left.gap - right.gap);
    const matches = new Map<string, Job>();
    const taken = new Set<string>();
    for (const { record, job } of pairs) {
        if (!matches.has(record.id) && !taken.has(job.jobId)) {
            matches.set(record.id, job);
            taken.add(job.jobId);
        }
    }
    return matches;
}

/** False for a job that is older than the generation's can be, as is all that follows it in a list. */
export function isWorthReading({ intentAt }: GenerationRecord, job: Job): boolean {
    const createdAt = timeOf(job);
    return createdAt === undefined || createdAt >= intentAt - window.before;
}

/** True when a job may be what this generation became. */
export function fitsJob({ request, intentAt }: GenerationRecord, job: Job): boolean {
    const createdAt = timeOf(job);
    const inTime =
        createdAt !== undefined && createdAt >= intentAt - window.before && createdAt <= intentAt + window.after;
    return (
        inTime && job.modelId === request.modelId && job.imageAssetId === request.input.image && hasInputs(job, request)
    );
}

/** The service may leave inputs out of its echo, but does not change them. */
function hasInputs({ input }: Job, request: GenerationRecord["request"]): boolean {
    return Object.entries(request.input).every(
        ([name, value]) => input[name] === undefined || JSON.stringify(input[name]) === JSON.stringify(value),
    );
}

/** How many inputs were sent and not echoed, or echoed and not sent. */
function loneInputs({ request }: GenerationRecord, { input }: Job): number {
    const namesOf = (inputs: object) => Object.keys(inputs).filter((name) => name !== "image" && name !== "modelId");
    const [sent, echoed] = [namesOf(request.input), namesOf(input)];
    const missingIn = (names: readonly string[]) => (name: string) => !names.includes(name);
    return sent.filter(missingIn(echoed)).length + echoed.filter(missingIn(sent)).length;
}

function gapOf({ intentAt }: GenerationRecord, job: Job): number {
    return Math.abs((timeOf(job) ?? 0) - intentAt);
}

function timeOf({ createdAt }: Job): number | undefined {
    const time = Date.parse(createdAt ?? "");
    return Number.isNaN(time) ? undefined : time;
}
