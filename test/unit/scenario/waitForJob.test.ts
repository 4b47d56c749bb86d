import { describe, expect, it } from "vitest";
import type { Job } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession } from "./clientSession";
import { type Script, sendJson, startScriptedServer } from "./scriptedServer";

async function clientOf(script: Script) {
    const server = await startScriptedServer(script);
    const { createClient, clock } = await openSession();
    return { server, clock, client: createClient({ baseUrl: server.origin }) };
}

const jobOf = (fields: object) => ({ job: { jobId: "job_x", ...fields } });
const done = jobOf({ status: "success", metadata: { assetIds: ["asset_g"] } });

describe("following a job", () => {
    it("shows every state in order until the result", async () => {
        const { client, emulator, submit, clock } = await openSession();
        const jobId = await submit();
        await emulator.control.filesMade();
        const seen: Job[] = [];
        const job = await client.waitForJob(jobId, { onJob: (reading) => seen.push(reading) });
        expect([...new Set(seen.map(({ status }) => status))]).toEqual([
            "queued",
            "in-progress",
            "finalizing",
            "success",
        ]);
        expect(job.assetIds).toHaveLength(1);
        expect(job.statusHistory.at(-1)?.status).toBe("success");
        expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(1500);
        expect(Math.max(...clock.waits)).toBeLessThanOrEqual(15_000);
    });

    it("understands other words and another scale, and waits on words it does not know", async () => {
        const { client, emulator, submit } = await openSession();
        emulator.control.scriptJobs({
            reads: [{ status: "Simmering", progress: 1.02 }],
            words: { success: "SUCCEEDED", "in-progress": "processing" },
            progress: (progress) => progress * 100,
        });
        const jobId = await submit();
        await emulator.control.filesMade();
        const seen: Job[] = [];
        const job = await client.waitForJob(jobId, { onJob: (reading) => seen.push(reading) });
        expect(seen[0]).toMatchObject({ status: "unknown", statusWord: "Simmering", progress: 1 });
        expect(seen.some(({ statusWord }) => statusWord === "processing")).toBe(true);
        expect(seen.every(({ progress }) => progress >= 0 && progress <= 1)).toBe(true);
        expect(job).toMatchObject({ status: "success", statusWord: "SUCCEEDED" });
    });

    it.each([
        [{ error: "No object found", hint: "Use a plain background" }, "refunded", "failed"],
        [{ error: "No object found", refund: false }, "spent", "failed"],
        [{ error: "Stopped by the owner", status: "canceled" }, "unknown", "was canceled"],
        [{ error: "Stopped by the owner", status: "canceled", refund: false }, "spent", "was canceled"],
    ] as const)("ends with the service's own words for %j, money %s", async (failure, spending, end) => {
        const { client, emulator, submit } = await openSession();
        emulator.control.failJobs(failure);
        const jobId = await submit();
        const error = await failureOf(client.waitForJob(jobId));
        expect(error).toMatchObject({ kind: "job", spending, jobId });
        expect(error).toMatchObject({ message: expect.stringContaining(`${end} on the service: ${failure.error}`) });
        expect(error).toMatchObject({ reason: expect.stringContaining("hint" in failure ? failure.hint : "") });
    });

    it("does not know about the money when the service does not say", async () => {
        const { client } = await clientOf((_, response) => sendJson(response, 200, jobOf({ status: "failed" })));
        expect(await failureOf(client.waitForJob("job_x"))).toMatchObject({
            kind: "job",
            spending: "unknown",
            message: "The generation failed on the service.",
        });
    });

    it.each([
        [401, "access"],
        [403, "access"],
        [400, "network"],
        [422, "network"],
    ] as const)("stops at once on %i, which ends the reading and not the job", async (status, kind) => {
        const { client, server } = await clientOf((_, response) => sendJson(response, status, { reason: "No" }));
        const error = await failureOf(client.waitForJob("job_x"));
        expect(error).toMatchObject({ kind, spending: "spent", jobId: "job_x", status });
        expect(server.requests).toHaveLength(1);
    });

    it("waits two minutes for a job that is not known yet", async () => {
        const { client, clock } = await clientOf((_, response, count) =>
            count < 8 ? sendJson(response, 404, { reason: "Job job_x not found" }) : sendJson(response, 200, done),
        );
        await expect(client.waitForJob("job_x")).resolves.toMatchObject({ assetIds: ["asset_g"] });
        expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
    });

    it("stops after two minutes when the job stays unknown, which may be a matter of the project", async () => {
        const { client, server } = await clientOf((_, response) => sendJson(response, 404, { reason: "No" }));
        expect(await failureOf(client.waitForJob("job_x"))).toMatchObject({
            kind: "access",
            spending: "spent",
            status: 404,
            jobId: "job_x",
            advice: expect.stringContaining("project"),
        });
        expect(server.requests).toHaveLength(8);
    });

    it("counts only the reads that found no job, and only in a row", async () => {
        const answers = [...Array(7).fill(503), ...Array(7).fill(404), 200, ...Array(7).fill(404), 201];
        const { client, server } = await clientOf((_, response, count) => {
            const status = answers[count - 1];
            sendJson(response, status === 201 ? 200 : status, status === 200 ? jobOf({ status: "queued" }) : done);
        });
        await expect(client.waitForJob("job_x")).resolves.toMatchObject({ status: "success" });
        expect(server.requests).toHaveLength(answers.length);
    });

    it("tells every trouble with the time until the next try, and the end of it with the next reading", async () => {
        const { client, clock } = await clientOf((_, response, count) => {
            const steps = [
                () => response.destroy(),
                () => sendJson(response, 404, {}),
                () => sendJson(response, 200, done),
            ];
            steps[count - 1]?.();
        });
        const seen: unknown[] = [];
        await client.waitForJob("job_x", {
            onJob: ({ status }) => seen.push(status),
            onTrouble: ({ kind, spending, jobId }, retryIn) => seen.push({ kind, spending, jobId, retryIn }),
        });
        const trouble = { spending: "spent", jobId: "job_x" };
        expect(seen).toEqual([
            { ...trouble, kind: "network", retryIn: 1000 },
            { ...trouble, kind: "access", retryIn: 2000 },
            "success",
        ]);
        expect(clock.waits).toEqual([1000, 2000]);
    });

    it("tells no trouble that ends the watching: that is thrown", async () => {
        const { client } = await clientOf((_, response) => sendJson(response, 401, {}));
        const troubles: unknown[] = [];
        const error = await failureOf(client.waitForJob("job_x", { onTrouble: (trouble) => troubles.push(trouble) }));
        expect(error).toMatchObject({ kind: "access", status: 401 });
        expect(troubles).toEqual([]);
    });

    it("reads most often around the usual end of such jobs", async () => {
        const { client, emulator, submit, clock } = await openSession();
        emulator.control.scriptJobs({ progress: () => 0 });
        const jobId = await submit();
        await emulator.control.filesMade();
        await client.waitForJob(jobId, { expectedDuration: 25_000 });
        expect(clock.waits[0]).toBe(8750);
        expect(clock.waits.at(-1)).toBe(1500);
        expect(clock.waits.length).toBeLessThan(10);
    });

    it("goes on after nineteen failed reads in a row, and gives up watching after twenty", async () => {
        const failing =
            (times: number): Script =>
            (_, response, count) =>
                count <= times ? response.destroy() : sendJson(response, 200, done);
        await expect((await clientOf(failing(19))).client.waitForJob("job_x")).resolves.toMatchObject({
            assetIds: ["asset_g"],
        });
        const { client, server, clock } = await clientOf(failing(20));
        expect(await failureOf(client.waitForJob("job_x"))).toMatchObject({
            kind: "network",
            spending: "spent",
            jobId: "job_x",
            advice: expect.stringContaining("resume job job_x"),
        });
        expect(server.requests).toHaveLength(20);
        expect(clock.waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(10 * 60_000);
    });

    it("counts failed reads in a row only, so a bad line never ends a long job", async () => {
        const { client, server } = await clientOf((_, response, count) => {
            if (count % 15 !== 0) {
                sendJson(response, 503, {});
            } else {
                sendJson(response, 200, count < 90 ? jobOf({ status: "queued" }) : done);
            }
        });
        await expect(client.waitForJob("job_x")).resolves.toMatchObject({ status: "success" });
        expect(server.requests).toHaveLength(90);
    });

    it.each([
        [{ "retry-after": "50" }, {}, 50_250],
        [{}, { remainingSeconds: 600 }, 600_250],
        [{}, {}, 10_000],
    ])("waits as long as a 429 with headers %j and body %j asks", async (headers, body, wait) => {
        const { client, clock } = await clientOf((_, response, count) =>
            count === 1 ? sendJson(response, 429, body, headers) : sendJson(response, 200, done),
        );
        await client.waitForJob("job_x");
        expect(clock.waits).toEqual([wait]);
    });

    it.each([
        ["a web page", "<html>Sign in</html>"],
        ["half of an answer", '{"job":{"jo'],
        ["a job without an id", '{"job":{"status":"success"}}'],
    ])("takes %s for a failed read", async (_, text) => {
        const { client, server } = await clientOf((_, response, count) =>
            count === 1 ? response.writeHead(200).end(text) : sendJson(response, 200, done),
        );
        await expect(client.waitForJob("job_x")).resolves.toMatchObject({ status: "success" });
        expect(server.requests).toHaveLength(2);
    });

    it("reads again when a finished job does not name its files yet, a few times", async () => {
        const empty = jobOf({ status: "success", metadata: { assetIds: [] } });
        const late = await clientOf((_, response, count) => sendJson(response, 200, count < 3 ? empty : done));
        await expect(late.client.waitForJob("job_x")).resolves.toMatchObject({ assetIds: ["asset_g"] });
        const never = await clientOf((_, response) => sendJson(response, 200, empty));
        await expect(never.client.waitForJob("job_x")).resolves.toMatchObject({ assetIds: [] });
        expect(never.server.requests).toHaveLength(5);
    });

    it("asks three times less often while nobody looks", async () => {
        const { createClient, submit, clock, emulator } = await openSession();
        const jobId = await submit();
        await emulator.control.filesMade();
        await createClient({ isHidden: () => true }).waitForJob(jobId);
        expect(clock.waits[0]).toBe(15_000);
    });

    it("stops with the caller's reason, in a wait and in a read", async () => {
        const controller = new AbortController();
        const { client, submit, calls } = await openSession({ onWait: () => controller.abort("enough") });
        const jobId = await submit();
        expect(await failureOf(client.waitForJob(jobId, { signal: controller.signal }))).toBe("enough");
        expect(calls().filter((call) => call.startsWith("GET /jobs"))).toHaveLength(1);

        const reading = new AbortController();
        const silent = await clientOf(() => reading.abort("enough"));
        expect(await failureOf(silent.client.waitForJob("job_x", { signal: reading.signal }))).toBe("enough");
    });

    it("gives up a read on which nothing is heard, and reads again", async () => {
        let endSilence: (() => void) | undefined;
        const server = await startScriptedServer((_, response, count) =>
            count === 1 ? endSilence?.() : sendJson(response, 200, done),
        );
        const { createClient } = await openSession();
        const client = createClient({
            baseUrl: server.origin,
            startTimer: (_, onEnd) => {
                endSilence = onEnd;
                return () => {
                    endSilence = undefined;
                };
            },
        });
        await expect(client.waitForJob("job_x")).resolves.toMatchObject({ status: "success" });
        expect(endSilence).toBeUndefined();
    });
});
