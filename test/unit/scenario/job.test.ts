import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobListSchema, jobSchema, toJobStatus, toProgress } from "../../../plugin/scenario/job";

describe("the status of a job", () => {
    it.each([
        ["pending", "pending"],
        ["queued", "queued"],
        ["warming-up", "warming-up"],
        ["warming_up", "warming-up"],
        ["in-progress", "in-progress"],
        ["In Progress", "in-progress"],
        ["processing", "in-progress"],
        ["running", "in-progress"],
        ["finalizing", "finalizing"],
        ["success", "success"],
        ["succeeded", "success"],
        ["SUCCEEDED", "success"],
        ["completed", "success"],
        ["failure", "failure"],
        ["failed", "failure"],
        ["canceled", "canceled"],
        ["cancelled", "canceled"],
        ["paused", "unknown"],
        ["", "unknown"],
    ])("%j means %s", (word, status) => {
        expect(toJobStatus(word)).toBe(status);
    });

    it("is never an end for a word nobody knows", () => {
        fc.assert(
            fc.property(fc.string(), (word) => {
                const status = toJobStatus(`x${word}x`);
                expect(["success", "failure", "canceled"]).not.toContain(status);
            }),
        );
    });

    it("keeps the service's own word", () => {
        expect(jobSchema.parse({ jobId: "j", status: "Simmering" })).toMatchObject({
            status: "unknown",
            statusWord: "Simmering",
        });
    });
});

describe("the progress of a job", () => {
    it.each([
        [0, 0],
        [0.42, 0.42],
        [1, 1],
        [1.02, 1],
        [2, 1],
        [42, 0.42],
        [100, 1],
        [250, 1],
        [-1, 0],
        [Number.NaN, 0],
        [Number.POSITIVE_INFINITY, 0],
        ["50", 0],
        [undefined, 0],
    ])("%j is %d", (sent, progress) => {
        expect(toProgress(sent)).toBe(progress);
    });

    it("lies between 0 and 1 whatever is sent", () => {
        fc.assert(
            fc.property(fc.anything(), (sent) => {
                const progress = toProgress(sent);
                expect(progress >= 0 && progress <= 1).toBe(true);
            }),
        );
    });
});

describe("a job's record", () => {
    it("needs an id only", () => {
        expect(jobSchema.parse({ jobId: "j" })).toEqual({
            jobId: "j",
            status: "unknown",
            statusWord: "",
            progress: 0,
            assetIds: [],
            input: {},
            statusHistory: [],
        });
        expect(jobSchema.safeParse({ status: "success" }).success).toBe(false);
    });

    it("survives any nonsense around the id", () => {
        const field = fc.anything();
        const record = fc.record(
            { status: field, progress: field, metadata: field, billing: field, createdAt: field, statusHistory: field },
            { requiredKeys: [] },
        );
        fc.assert(
            fc.property(record, (wire) => {
                expect(jobSchema.safeParse({ ...wire, jobId: "j" }).success).toBe(true);
            }),
        );
    });

    it("gives what the ledger needs to recognise it", () => {
        const job = jobSchema.parse({
            jobId: "j",
            status: "failed",
            metadata: { input: { modelId: "m", image: "asset_x", seed: 3 }, assetIds: ["a"], error: "E", hint: "H" },
            billing: { cuCost: 10.75, disableRefund: false },
            createdAt: "2026-10-01T10:00:00.000Z",
        });
        expect(job).toMatchObject({
            modelId: "m",
            imageAssetId: "asset_x",
            input: { seed: 3 },
            assetIds: ["a"],
            error: "E",
            hint: "H",
            cost: 10.75,
            refundable: true,
        });
    });

    it("hides no other job of a list when it cannot be read", () => {
        const { jobs } = jobListSchema.parse({ jobs: [{ jobId: "a" }, { id: "b" }, null, { jobId: "c" }] });
        expect(jobs.map(({ jobId }) => jobId)).toEqual(["a", "c"]);
    });
});
