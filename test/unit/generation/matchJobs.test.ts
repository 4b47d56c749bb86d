import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { isWorthReading, matchJobs } from "../../../plugin/generation/matchJobs";
import type { Job } from "../../../plugin/scenario/job";
import { startTime, testJob, testRecord } from "./testRecord";

const minute = 60_000;
const unknown = (changes: Partial<GenerationRecord> = {}) =>
    testRecord({ state: { name: "unknown", dismissed: false }, ...changes });
const madeAt = (time: number, changes: Partial<Job> = {}) =>
    testJob({ createdAt: new Date(time).toISOString(), ...changes });

/** Ids of the jobs that the records get, by the order of the records. */
const matched = (records: readonly GenerationRecord[], jobs: readonly Job[]) => {
    const matches = matchJobs(records, jobs);
    return records.map(({ id }) => matches.get(id)?.jobId);
};

describe("the job of a generation without an answer", () => {
    it("is the one of the same model, picture and inputs, made just after the intent", () => {
        const job = madeAt(startTime + 900);
        expect(matched([unknown()], [job])).toEqual([job.jobId]);
    });

    it.each<[string, Partial<Job>]>([
        ["another model", { modelId: "model_tripo-v3-1-image-to-3d" }],
        ["no model", { modelId: undefined }],
        ["another picture", { imageAssetId: "asset_other" }],
        ["no picture", { imageAssetId: undefined }],
        ["another seed", { input: { texture: true, seed: 8 } }],
        ["another flag", { input: { texture: false, seed: 7 } }],
        ["the same word as text", { input: { texture: "true" } }],
        ["no time", { createdAt: undefined }],
        ["a time nobody can read", { createdAt: "yesterday" }],
    ])("is not one with %s", (_, changes) => {
        expect(matched([unknown()], [testJob(changes)])).toEqual([undefined]);
    });

    it("may echo fewer inputs than were sent, or more", () => {
        expect(matched([unknown()], [testJob({ input: {} })])[0]).toBeDefined();
        expect(matched([unknown()], [testJob({ input: { texture: true, pbr: true, user: "me" } })])[0]).toBeDefined();
    });

    it("is not one that differs in a list of inputs", () => {
        const request = {
            modelId: testJob().modelId ?? "",
            input: { image: "asset_picture", colors: ["red", "blue"] },
        };
        const echo = (colors: unknown) => testJob({ input: { colors } });
        expect(matched([unknown({ request })], [echo(["blue", "red"])])).toEqual([undefined]);
        expect(matched([unknown({ request })], [echo(["red", "blue"])])[0]).toBeDefined();
    });

    it.each([
        ["5 minutes before, by a clock that is off", -5 * minute, true],
        ["more than 5 minutes before", -5 * minute - 1, false],
        ["15 minutes after, when the call was held up", 15 * minute, true],
        ["more than 15 minutes after", 15 * minute + 1, false],
    ])("is in the window: %s", (_, offset, isFound) => {
        const intentAt = startTime;
        const [found] = matched([unknown({ intentAt })], [madeAt(intentAt + offset)]);
        expect(found !== undefined).toBe(isFound);
    });

    it("is looked for by the service's clock, not by this computer's", () => {
        const record = unknown({ createdAt: startTime, intentAt: startTime + 8 * 3_600_000 });
        const [early, right] = [madeAt(startTime + 1000), madeAt(startTime + 8 * 3_600_000 + 1000)];
        expect(matched([record], [early, right])).toEqual([right.jobId]);
    });

    it("is found also when the user dismissed the generation", () => {
        expect(matched([unknown({ state: { name: "unknown", dismissed: true } })], [testJob()])[0]).toBeDefined();
    });

    it("is the closest in time of several, before or after", () => {
        const jobs = [madeAt(startTime + 3000), madeAt(startTime - 1000), madeAt(startTime + 60_000)];
        expect(matched([unknown()], jobs)).toEqual([jobs[1]?.jobId]);
    });

    it("is the one with just the inputs that were sent, however close another one is", () => {
        const seeded = unknown({ intentAt: startTime + 60_000 });
        const { seed: _, ...input } = seeded.request.input;
        const plain = unknown({ intentAt: startTime, request: { ...seeded.request, input } });
        const job = madeAt(startTime + 70_000, { input: { texture: true } });
        const late = madeAt(startTime + 10 * minute);
        expect(matched([seeded, plain], [job])).toEqual([undefined, job.jobId]);
        expect(matched([plain, seeded], [job, late])).toEqual([job.jobId, late.jobId]);
    });

    it("is the closest in time of several that echo as much", () => {
        const jobs = [{}, { texture: true, pbr: true }, { seed: 7 }].map((input, index) =>
            madeAt(startTime + (index + 1) * 1000, { input }),
        );
        expect(matched([unknown()], jobs)).toEqual([jobs[2]?.jobId]);
        expect(matched([unknown()], jobs.slice(0, 2))).toEqual([jobs[0]?.jobId]);
    });

    it("is each generation's own when several were sent one after the other", () => {
        const records = [0, 10_000, 20_000].map((offset) => unknown({ intentAt: startTime + offset }));
        const jobs = [20_500, 500, 10_500].map((offset) => madeAt(startTime + offset));
        expect(matched(records, jobs)).toEqual([jobs[1]?.jobId, jobs[2]?.jobId, jobs[0]?.jobId]);
    });

    it("goes to the generation it is closest to when there is one job for two", () => {
        const records = [unknown({ intentAt: startTime }), unknown({ intentAt: startTime + 10_000 })];
        const job = madeAt(startTime + 9000);
        expect(matched(records, [job])).toEqual([undefined, job.jobId]);
    });

    it("is nobody's when there is none, or nobody looks", () => {
        expect(matchJobs([unknown()], []).size).toBe(0);
        expect(matchJobs([], [testJob()]).size).toBe(0);
    });
});

describe("several generations and several jobs", () => {
    const seeds = fc.constantFrom(1, 2);
    const offsets = fc.integer({ min: -8 * minute, max: 18 * minute });
    const records = fc.array(fc.tuple(offsets, seeds), { maxLength: 8 }).map((all) =>
        all.map(([offset, seed]) =>
            unknown({
                intentAt: startTime + offset,
                request: { modelId: "m", input: { image: "asset_picture", seed } },
            }),
        ),
    );
    const jobs = fc
        .array(fc.tuple(offsets, fc.constantFrom(1, 2, undefined), fc.boolean()), { maxLength: 8 })
        .map((all) =>
            all.map(([offset, seed, isTimed]) =>
                testJob({
                    modelId: "m",
                    input: seed === undefined ? {} : { seed },
                    createdAt: isTimed ? new Date(startTime + offset).toISOString() : undefined,
                }),
            ),
        );
    // Every request has a seed, and no gap is as long as a day.
    const distanceOf = (record: GenerationRecord, job: Job) =>
        Math.abs(Date.parse(job.createdAt ?? "") - record.intentAt) + ("seed" in job.input ? 0 : 24 * 60 * minute);
    const fits = (record: GenerationRecord, job: Job) => {
        const offset = Date.parse(job.createdAt ?? "") - record.intentAt;
        const isSeed = job.input.seed === undefined || job.input.seed === record.request.input.seed;
        return isSeed && offset >= -5 * minute && offset <= 15 * minute;
    };

    it("never share a job, and no pair that fits is better than what either of them got", () => {
        fc.assert(
            fc.property(records, jobs, (unknowns, listed) => {
                const matches = matchJobs(unknowns, listed);
                const used = [...matches.values()].map(({ jobId }) => jobId);
                expect(new Set(used).size).toBe(used.length);
                for (const record of unknowns) {
                    const own = matches.get(record.id);
                    expect(own === undefined || fits(record, own)).toBe(true);
                    for (const job of listed.filter((candidate) => fits(record, candidate))) {
                        const rival = unknowns.find(({ id }) => matches.get(id) === job);
                        const best = Math.min(
                            own === undefined ? Number.POSITIVE_INFINITY : distanceOf(record, own),
                            rival === undefined ? Number.POSITIVE_INFINITY : distanceOf(rival, job),
                        );
                        expect(best).toBeLessThanOrEqual(distanceOf(record, job));
                    }
                }
            }),
            { numRuns: 500 },
        );
    });
});

describe("a list of jobs, the newest first,", () => {
    const record = unknown();

    it.each([
        ["made much later", startTime + 60 * minute, true],
        ["at the early edge of the window", startTime - 5 * minute, true],
        ["older than that", startTime - 5 * minute - 1, false],
    ])("is worth reading on after a job %s", (_, time, isWorth) => {
        expect(isWorthReading(record, madeAt(time))).toBe(isWorth);
    });

    it("is worth reading on after a job that does not say when it was made", () => {
        expect(isWorthReading(record, testJob({ createdAt: undefined }))).toBe(true);
    });
});
