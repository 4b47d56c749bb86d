import { describe, expect, it } from "vitest";
import type { JobOutput, JobStory } from "../../../sandbox/emulator/jobScript";
import { type EmulatorSession, openEmulator } from "./emulatorSession";

/** A job with a story, and the ways to look at it. */
async function openJob(job: JobStory) {
    const session = await openEmulator();
    session.plan({ job });
    const jobId = await session.submit();
    await session.emulator.control.filesMade();
    return {
        ...session,
        jobId,
        read: () => session.call("GET", `/jobs/${jobId}`),
        listed: () => listedIds(session),
    };
}

async function listedIds({ call }: EmulatorSession): Promise<string[]> {
    return (await call("GET", "/jobs")).body.jobs.map((job: { jobId: string }) => job.jobId);
}

/** The progress at each quarter of the usual 25 s, and at the end. */
async function progressOf(progress: JobStory["progress"], failure?: JobStory["failure"]) {
    const { read, clock } = await openJob({ progress, failure });
    const told = [];
    for (let quarter = 0; quarter < 5; quarter += 1) {
        told.push((await read()).body.job.progress);
        clock.time += 6_250;
    }
    return told;
}

describe("the story of a job", () => {
    it("can be progress that never moves till the end", async () => {
        expect(await progressOf({ stuckAt: 0.1 })).toEqual([0.1, 0.1, 0.1, 0.1, 1]);
        expect(await progressOf({ stuckAt: 0 }, { error: "no" })).toEqual([0, 0, 0, 0, 0]);
    });

    it("can be progress that goes flat before it is done", async () => {
        const usual = await progressOf(undefined);
        expect(usual.every((progress, index) => index === 0 || progress > usual[index - 1])).toBe(true);
        expect(await progressOf({ flatFrom: 0.3 })).toEqual([0, usual[1], 0.3, 0.3, 1]);
    });

    it("can be progress on another scale", async () => {
        const usual = await progressOf(undefined);
        expect(await progressOf({ scale: 100 })).toEqual(usual.map((progress) => progress * 100));
    });

    it("can be words that nobody knows, for some readings", async () => {
        const { read, clock } = await openJob({ reads: [{}, { status: "simmering" }, { status: "simmering" }] });
        clock.time += 25_000;
        const words = [];
        for (let count = 0; count < 4; count += 1) {
            words.push((await read()).body.job.status);
        }
        expect(words).toEqual(["success", "simmering", "simmering", "success"]);
    });

    it("can be a 404 for some readings, while the list has it", async () => {
        const { read, listed, jobId } = await openJob({ gone: { after: 1, reads: 2 } });
        const seen = [];
        for (let count = 0; count < 4; count += 1) {
            seen.push((await read()).status);
            expect(await listed()).toEqual([jobId]);
        }
        expect(seen).toEqual([200, 404, 404, 200]);
    });

    it("can be a job that is gone for good, but not from the books", async () => {
        const { read, call, listed, jobId, clock, emulator } = await openJob({ gone: { after: 2 } });
        expect([(await read()).status, (await read()).status, (await read()).status]).toEqual([200, 200, 404]);
        clock.time += 60_000;
        const missed = await read();
        expect([missed.status, missed.body.reason]).toEqual([404, `Job ${jobId} not found`]);
        expect((await call("POST", `/jobs/${jobId}/action`, { action: "cancel" })).status).toBe(404);
        expect(await listed()).toEqual([]);
        expect(emulator.control.paidCalls()).toMatchObject([{ jobId, status: "success", refunded: false }]);
    });

    it("can be a success that names its assets some readings later", async () => {
        const { read, clock, emulator } = await openJob({ lateAssetIds: 2 });
        expect((await read()).body.job.status).toBe("queued");
        clock.time += 25_000;
        const [paid] = emulator.control.paidCalls();
        expect(paid?.assetIds).toHaveLength(1);
        for (const assetIds of [[], [], paid?.assetIds]) {
            expect((await read()).body.job).toMatchObject({ status: "success", metadata: { assetIds } });
        }
    });

    it.each<[readonly JobOutput[], readonly string[]]>([
        [
            ["picture", "model"],
            ["image/webp", "model/gltf-binary"],
        ],
        [
            ["thumbnail", "model"],
            ["image/jpeg", "model/gltf-binary"],
        ],
        [
            ["model", "model"],
            ["model/gltf-binary", "model/gltf-binary"],
        ],
        [["picture"], ["image/webp"]],
        [[], []],
    ])("can be other outputs: %j", async (outputs, types) => {
        const { call, read, clock } = await openJob({ outputs });
        clock.time += 25_000;
        const assetIds: string[] = (await read()).body.job.metadata.assetIds;
        expect(new Set(assetIds).size).toBe(types.length);
        const assets = await Promise.all(assetIds.map((id) => call("GET", `/assets/${id}`)));
        expect(assets.map(({ body }) => body.asset.mimeType)).toEqual(types);
    });

    it("can list the thumbnail of the model as an output of its own", async () => {
        const { call, read, clock } = await openJob({ outputs: ["thumbnail", "model"] });
        clock.time += 25_000;
        const [thumbnailId, modelId] = (await read()).body.job.metadata.assetIds;
        expect((await call("GET", `/assets/${modelId}`)).body.asset.thumbnail.assetId).toBe(thumbnailId);
    });

    it("gives variants of a model that differ by their seed", async () => {
        const seeds: unknown[] = [];
        const { makeTinyModel } = await import("./tinyModelFile");
        const { submit, plan, emulator } = await openEmulator({
            createModelFile: (picture, options, signal) => {
                seeds.push(options.seed);
                return makeTinyModel(picture, options, signal);
            },
        });
        plan({ job: { outputs: ["model", "model"] }, times: 2 });
        await submit();
        await submit({ seed: 7 });
        await emulator.control.filesMade();
        expect(seeds).toEqual([undefined, 1, 7, 8]);
    });

    it("can be a charge that differs from the quote", async () => {
        const { call, upload, plan, emulator } = await openEmulator();
        plan({ job: { cost: 60.5 } });
        const image = await upload();
        const path = "/generate/custom/model_tripo-v3-0-image-to-3d";
        expect((await call("POST", `${path}?dryRun=true`, { image })).body.creativeUnitsCost).toBe(45);
        expect((await call("POST", path, { image })).body).toMatchObject({
            creativeUnitsCost: 60.5,
            job: { billing: { cuCost: 60.5 } },
        });
        expect(emulator.control.paidCalls()).toMatchObject([{ cost: 60.5 }]);
    });

    it.each([true, false])("can be a failure with the money back or not: %s", async (refund) => {
        const { read, clock, emulator } = await openJob({ failure: { error: "Bad picture", refund } });
        clock.time += 25_000;
        expect((await read()).body.job).toMatchObject({
            status: "failure",
            metadata: { error: "Bad picture", assetIds: [] },
            billing: { disableRefund: !refund },
        });
        expect(emulator.control.paidCalls()).toMatchObject([{ status: "failure", assetIds: [], refunded: refund }]);
    });

    it("is for the job it is numbered for, and adds up with others", async () => {
        const { submit, plan, finishJobs, emulator } = await openEmulator();
        plan(
            { job: { cost: 1 }, nth: 2 },
            { job: { failure: { error: "no" } }, nth: 2 },
            { job: { cost: 2 } },
            { job: { cost: 3 } },
        );
        for (let count = 0; count < 4; count += 1) {
            await submit();
        }
        await finishJobs();
        expect(emulator.control.paidCalls().map(({ cost, status }) => [cost, status])).toEqual([
            [2, "success"],
            [1, "failure"],
            [3, "success"],
            [45, "success"],
        ]);
    });

    it("waits while submits are refused", async () => {
        const { submit, call, plan, emulator } = await openEmulator();
        plan({ job: { cost: 1 }, nth: 1 });
        const refused = await call("POST", "/generate/custom/model_tripo-v3-0-image-to-3d", { image: "asset_x" });
        expect(refused.status).toBe(404);
        await submit();
        expect(emulator.control.paidCalls()).toMatchObject([{ cost: 1 }]);
    });
});

describe("the books", () => {
    it("tell when each job was charged and ended, by the clock without skew", async () => {
        const { submit, plan, clock, emulator } = await openEmulator();
        plan({ settings: { clockSkew: 999_000 } });
        const createdAt = clock.time;
        const jobId = await submit();
        await emulator.control.filesMade();
        expect(emulator.control.paidCalls()).toMatchObject([
            { jobId, createdAt, status: "queued", finishedAt: undefined, assetIds: [], refunded: false },
        ]);
        clock.time += 25_000;
        expect(emulator.control.paidCalls()).toMatchObject([
            { jobId, createdAt, status: "success", finishedAt: createdAt + 25_000 },
        ]);
    });
});
