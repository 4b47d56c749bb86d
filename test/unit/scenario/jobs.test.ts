import { describe, expect, it } from "vitest";
import { failureOf, openSession } from "./clientSession";
import { sendJson, startScriptedServer } from "./scriptedServer";

describe("one reading of a job", () => {
    it("gives the job with its inputs and its bill", async () => {
        const { client, submit } = await openSession();
        const jobId = await submit({ seed: 7 });
        await expect(client.retrieveJob(jobId)).resolves.toMatchObject({
            jobId,
            status: "queued",
            cost: 45,
            refundable: true,
            modelId: "model_tripo-v3-0-image-to-3d",
            input: { seed: 7, quad: false },
        });
    });

    it("says that an unknown job may belong to another project", async () => {
        const { client, calls } = await openSession();
        const error = await failureOf(client.retrieveJob("job_of_others"));
        expect(error).toMatchObject({
            kind: "access",
            status: 404,
            reason: "Job job_of_others not found",
            advice: expect.stringContaining("project"),
        });
        expect(calls()).toHaveLength(1);
    });

    it("is tried four times, then fails without ending the job", async () => {
        const { client, emulator, submit, calls } = await openSession();
        const jobId = await submit();
        emulator.control.addFault({ operation: "jobs.retrieve", times: 4, status: 502 });
        expect(await failureOf(client.retrieveJob(jobId))).toMatchObject({ kind: "network", spending: "spent", jobId });
        expect(calls().filter((call) => call.startsWith("GET /jobs"))).toHaveLength(4);
        await expect(client.retrieveJob(jobId)).resolves.toMatchObject({ status: "in-progress" });
    });

    it("tells a long cooldown instead of waiting in silence", async () => {
        const { client, emulator, submit, clock } = await openSession();
        const jobId = await submit();
        emulator.control.addFault({ operation: "jobs.retrieve", status: 429, body: { remainingSeconds: 517 } });
        expect(await failureOf(client.retrieveJob(jobId))).toMatchObject({
            kind: "limit",
            advice: "Try again in 517 seconds.",
        });
        expect(clock.waits).toEqual([]);
    });
});

describe("the list of jobs", () => {
    it("comes in pages, the newest first", async () => {
        const { client, submit } = await openSession();
        const ids = [await submit(), await submit(), await submit()];
        const first = await client.listJobs({ pageSize: 2 });
        expect(first.jobs.map(({ jobId }) => jobId)).toEqual([ids[2], ids[1]]);
        const second = await client.listJobs({ pageSize: 2, paginationToken: first.nextPaginationToken });
        expect(second.jobs.map(({ jobId }) => jobId)).toEqual([ids[0]]);
        expect(second.nextPaginationToken).toBeUndefined();
    });

    it("can be asked for one status", async () => {
        const { client, submit, finish } = await openSession();
        await finish();
        const jobId = await submit();
        await expect(client.listJobs({ status: "queued" })).resolves.toMatchObject({ jobs: [{ jobId }] });
        await expect(client.listJobs({ status: "success" })).resolves.toMatchObject({ jobs: [{ status: "success" }] });
    });

    it("can be asked for kinds of jobs", async () => {
        const { client, submit } = await openSession();
        const jobId = await submit();
        await expect(client.listJobs({ type: "custom" })).resolves.toMatchObject({ jobs: [{ jobId }] });
        await expect(client.listJobs({ type: "inference,custom" })).resolves.toMatchObject({ jobs: [{ jobId }] });
        await expect(client.listJobs({ type: "inference" })).resolves.toEqual({ jobs: [] });
    });

    it("is read again after a fault and refused for a wrong question", async () => {
        const { client, emulator } = await openSession();
        emulator.control.addFault({ operation: "jobs.list", drop: true });
        await expect(client.listJobs()).resolves.toEqual({ jobs: [] });
        expect(await failureOf(client.listJobs({ pageSize: 1000 }))).toMatchObject({ kind: "input", spending: "none" });
    });

    it("is no list without jobs", async () => {
        const server = await startScriptedServer((_, response) => sendJson(response, 200, { items: [] }));
        const { createClient } = await openSession();
        const error = await failureOf(createClient({ baseUrl: server.origin }).listJobs());
        expect(error).toMatchObject({ kind: "network", spending: "none" });
    });
});

describe("canceling a job", () => {
    it("is refused by the service, and the error says that the job goes on and stays paid", async () => {
        const { client, submit, calls } = await openSession();
        const jobId = await submit();
        expect(await failureOf(client.cancelJob(jobId))).toMatchObject({
            kind: "job",
            spending: "spent",
            jobId,
            message: "Scenario does not cancel a job of this kind: it goes on and stays paid.",
            reason: "Cannot cancel this type of job. Action not permitted.",
        });
        expect(calls().filter((call) => call.endsWith("/action"))).toHaveLength(1);
        await expect(client.retrieveJob(jobId)).resolves.toMatchObject({ status: "queued" });
    });

    it("works where the service does it", async () => {
        const server = await startScriptedServer((_, response) => sendJson(response, 200, { job: { jobId: "j" } }));
        const { createClient } = await openSession();
        await expect(createClient({ baseUrl: server.origin }).cancelJob("j")).resolves.toBeUndefined();
        expect(server.requests).toMatchObject([{ method: "POST", url: "/jobs/j/action", body: '{"action":"cancel"}' }]);
    });

    it.each([
        [404, "access"],
        [403, "access"],
        [500, "network"],
    ] as const)("that ends with %i says nothing about the job itself", async (status, kind) => {
        const { client, emulator, submit } = await openSession();
        const jobId = await submit();
        emulator.control.addFault({ operation: "jobs.action", status });
        expect(await failureOf(client.cancelJob(jobId))).toMatchObject({ kind, spending: "spent", jobId });
    });
});
