import { describe, expect, it } from "vitest";
import { jobLife } from "../../../sandbox/emulator/jobLife";
import { createGate } from "../support/createGate";
import { openEmulator } from "./emulatorSession";
import { makeTinyModel } from "./tinyModelFile";

describe("jobs", () => {
    it("pass through all stages on the clock and end only when they are over", () => {
        const at = (share: number) => jobLife(share * 1000, 1000).status;
        expect([0, 0.05, 0.5, 0.95, 5].map(at)).toEqual([
            "queued",
            "warming-up",
            "in-progress",
            "finalizing",
            "finalizing",
        ]);
        expect(jobLife(0, 0).status).toBe("finalizing");
    });

    it("stay finalizing while the file is not there, however late it is", async () => {
        const made = createGate();
        const { call, submit, clock, emulator } = await openEmulator({
            createModelFile: async (...given) => {
                await made.opened;
                return makeTinyModel(...given);
            },
        });
        const jobId = await submit();
        clock.time += 3_600_000;
        expect((await call("GET", `/jobs/${jobId}`)).body.job).toMatchObject({ status: "finalizing" });
        made.open();
        await emulator.control.filesMade();
        expect((await call("GET", `/jobs/${jobId}`)).body.job).toMatchObject({ status: "success", progress: 1 });
    });

    it("keep the history of their statuses with dates in order", async () => {
        const { call, submit, finishJobs } = await openEmulator();
        const jobId = await submit();
        await finishJobs();
        const { job } = (await call("GET", `/jobs/${jobId}`)).body;
        const history: { status: string; date: string }[] = job.statusHistory;
        expect(history.map(({ status }) => status)).toEqual([
            "queued",
            "warming-up",
            "in-progress",
            "finalizing",
            "success",
        ]);
        const dates = history.map(({ date }) => Date.parse(date));
        expect(dates).toEqual([...dates].sort((a, b) => a - b));
        expect(job.metadata.input.modelId).toBe("model_tripo-v3-0-image-to-3d");
    });

    it.each([
        ["failure", true],
        ["canceled", true],
        ["failure", false],
    ] as const)("end as %s with error and hint; refunded: %s", async (status, refund) => {
        const { call, submit, finishJobs, emulator } = await openEmulator();
        emulator.control.failJobs({ error: "Bad picture", hint: "Try another", status, refund });
        const jobId = await submit();
        expect(emulator.control.paidCalls()).toMatchObject([{ refunded: false }]);
        await finishJobs();
        expect((await call("GET", `/jobs/${jobId}`)).body.job).toMatchObject({
            status,
            metadata: { error: "Bad picture", hint: "Try another", assetIds: [] },
            billing: { disableRefund: !refund },
        });
        expect(emulator.control.paidCalls()).toMatchObject([{ refunded: refund }]);
        await submit();
        await finishJobs();
        expect((await call("GET", "/jobs")).body.jobs[0].status).toBe("success");
    });

    it("fail and are refunded when no model can be made of the picture", async () => {
        const { call, submit, finishJobs, emulator } = await openEmulator({
            createModelFile: async () => {
                throw new Error("the cause");
            },
        });
        const jobId = await submit();
        await finishJobs();
        const { job } = (await call("GET", `/jobs/${jobId}`)).body;
        expect(job.status).toBe("failure");
        expect(job.metadata).toMatchObject({ error: expect.stringContaining("could not build"), hint: "the cause" });
        expect(emulator.control.paidCalls()).toMatchObject([{ refunded: true }]);
    });

    it("are told in scripted words and numbers, one reading after the other", async () => {
        const { call, submit, finishJobs, emulator } = await openEmulator();
        emulator.control.scriptJobs({
            reads: [{ status: "processing", progress: 1.02 }, { status: "weird-word" }, { progress: 0.1 }],
            words: { success: "succeeded" },
            progress: (progress) => progress * 100,
        });
        const jobId = await submit();
        const read = async () => (await call("GET", `/jobs/${jobId}`)).body.job;
        expect(await read()).toMatchObject({ status: "processing", progress: 1.02 });
        expect(await read()).toMatchObject({ status: "weird-word" });
        expect(await read()).toMatchObject({ status: "queued", progress: 0.1 });
        await finishJobs();
        expect(await read()).toMatchObject({ status: "succeeded", progress: 100 });
    });

    it("can be made shorter while they run, and stay ended when made longer again", async () => {
        const { call, submit, emulator } = await openEmulator();
        const jobId = await submit();
        await emulator.control.filesMade();
        emulator.control.setJobDuration(0);
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("success");
        emulator.control.setJobDuration(1e9);
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("success");
    });

    it("cannot be canceled", async () => {
        const { call, submit } = await openEmulator();
        const jobId = await submit();
        const answer = await call("POST", `/jobs/${jobId}/action`, { action: "cancel" });
        expect(answer.status).toBe(400);
        expect(answer.body.reason).toContain("Cannot cancel this type of job");
        expect((await call("POST", `/jobs/${jobId}/action`, { action: "stop" })).status).toBe(400);
        expect((await call("POST", "/jobs/job_x/action", { action: "cancel" })).status).toBe(404);
    });

    it("are 404 when unknown", async () => {
        const { call } = await openEmulator();
        const { status, body } = await call("GET", "/jobs/job_x");
        expect([status, body.reason]).toEqual([404, "Job job_x not found"]);
    });

    it("are listed newest first, in pages, and filtered", async () => {
        const { call, submit, finishJobs, emulator } = await openEmulator();
        const first = await submit();
        emulator.control.failJobs({ error: "no" });
        const second = await submit();
        await finishJobs();
        const third = await submit();
        const idsOf = async (query: string): Promise<string[]> =>
            (await call("GET", `/jobs${query}`)).body.jobs.map((job: { jobId: string }) => job.jobId);
        expect(await idsOf("")).toEqual([third, second, first]);
        expect(await idsOf("?status=success")).toEqual([first]);
        expect(await idsOf("?status=failure&types=custom,inference")).toEqual([second]);
        expect(await idsOf("?type=inference")).toEqual([]);
        expect(await idsOf("?workflowId=w")).toEqual([]);
        expect(await idsOf("?authorId=someone")).toEqual([]);
        const page = (await call("GET", "/jobs?pageSize=2")).body;
        expect(page.jobs).toHaveLength(2);
        expect(await idsOf(`?pageSize=2&paginationToken=${page.nextPaginationToken}`)).toEqual([first]);
    });

    it.each(["pageSize=0", "pageSize=201", "pageSize=x", "paginationToken=zzz", "status=done"])(
        "refuse to be listed with %s",
        async (query) => {
            const { call } = await openEmulator();
            expect((await call("GET", `/jobs?${query}`)).status).toBe(400);
        },
    );

    it("put a WEBP picture beside the model when told to", async () => {
        const { call, submit, finishJobs, emulator } = await openEmulator();
        emulator.control.setExtraAssets(["before", "after"]);
        const jobId = await submit();
        await finishJobs();
        const { assetIds } = (await call("GET", `/jobs/${jobId}`)).body.job.metadata;
        const { assets } = (await call("POST", "/assets/get-bulk", { assetIds })).body;
        expect(assets.map((asset: { mimeType: string }) => asset.mimeType)).toEqual([
            "image/webp",
            "model/gltf-binary",
            "image/webp",
        ]);
    });

    it("give FBX for quads, which converts to GLB", async () => {
        const { call, submit, finishJobs } = await openEmulator();
        const jobId = await submit({ quad: true });
        await finishJobs();
        const [assetId] = (await call("GET", `/jobs/${jobId}`)).body.job.metadata.assetIds;
        const { asset } = (await call("GET", `/assets/${assetId}`)).body;
        expect(asset).toMatchObject({ kind: "3d", mimeType: "model/x-fbx", properties: { format: "fbx" } });
        expect(await (await fetch(asset.url)).text()).toMatch(/^Kaydara FBX Binary/);
        const { url } = (await call("POST", `/assets/${assetId}/download`, { targetFormat: "glb" })).body;
        const converted = await fetch(url);
        expect(converted.headers.get("content-type")).toBe("model/gltf-binary");
        expect(await converted.text()).toMatch(/^glTF/);
        expect((await call("POST", `/assets/${assetId}/download`, { targetFormat: "obj" })).status).toBe(400);
    });
});
