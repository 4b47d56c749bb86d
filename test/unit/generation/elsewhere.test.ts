import { beforeEach, describe, expect, it } from "vitest";
import { elsewhereRecord, jobName, readElsewhere } from "../../../plugin/generation/elsewhere";
import { readRecord } from "../../../plugin/generation/generationRecord";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession } from "../scenario/clientSession";
import { sendJson, startScriptedServer } from "../scenario/scriptedServer";
import { openBrowser, openTestLedger, putRecords } from "./openTestLedger";
import { testEvents } from "./testEvents";
import { recordIn, startTime, testJob } from "./testRecord";

/** A project whose jobs are of these models, each with a status. */
async function openProject(jobs: readonly (readonly [modelId: unknown, status?: string])[]) {
    const server = await startScriptedServer((_, response) =>
        sendJson(response, 200, {
            jobs: jobs.map(([modelId, status = "success"], index) => ({
                jobId: `job-${index}`,
                status,
                metadata: { input: { modelId } },
            })),
        }),
    );
    const client = createScenarioClient({ baseUrl: server.origin });
    const { jobs: found } = await readElsewhere(openTestLedger().ledger, client, {});
    return { found: found.map(({ jobId }) => jobId), requests: server.requests.map(({ url }) => url) };
}

beforeEach(openBrowser);

describe("what was made elsewhere", () => {
    it("is read in pages, the newest first", async () => {
        const { client, submit } = await openSession();
        const { ledger } = openTestLedger();
        const made: string[] = [];
        for (let count = 0; count < 3; count++) {
            made.unshift(await submit());
        }
        const small = { listJobs: (query = {}) => client.listJobs({ ...query, pageSize: 2 }) };
        const first = await readElsewhere(ledger, small, {});
        const second = await readElsewhere(ledger, small, { token: first.next });
        expect([...first.jobs, ...second.jobs].map(({ jobId }) => jobId)).toEqual(made);
        expect(second.next).toBeUndefined();
    });

    it("has no job that has a record here, or had one", async () => {
        const { client, submit } = await openSession();
        const { ledger } = openTestLedger();
        const [kept, forgotten, other] = [await submit(), await submit(), await submit()];
        await ledger.adopt(recordIn("running", { jobId: kept }));
        const intent = recordIn("intent");
        await ledger.begin(intent);
        await ledger.apply(intent.id, { type: "submitted", job: testJob({ jobId: forgotten }) });
        await ledger.apply(intent.id, testEvents.jobEnded);
        await ledger.forget(intent.id);
        expect((await readElsewhere(ledger, client, {})).jobs.map(({ jobId }) => jobId)).toEqual([other]);
        const theirs = openTestLedger({ account: "other" }).ledger;
        expect((await readElsewhere(theirs, client, {})).jobs).toHaveLength(3);
    });

    it("has no job that a generation here may still wait for, unless that was dismissed", async () => {
        const { client, upload, clock } = await openSession();
        const request = { modelId: "model_tripo-v3-0-image-to-3d", input: { image: await upload() } };
        const { jobId } = await client.submit(request);
        const tab = openTestLedger();
        const record = recordIn("intent", { request, intentAt: clock.now() });
        const read = async () => (await readElsewhere(tab.ledger, client, {})).jobs.map((job) => job.jobId);
        expect(await read()).toEqual([jobId]);
        await putRecords(tab, record);
        expect(await read()).toEqual([]);
        await tab.ledger.apply(record.id, testEvents.answerLost);
        expect(await read()).toEqual([]);
        await tab.ledger.apply(record.id, testEvents.dismissed);
        expect(await read()).toEqual([jobId]);
    });

    it("has no job without a result, and every one that may still have one", async () => {
        const model = "model_tripo-v3-0-image-to-3d";
        const statuses = ["failure", "canceled", "failed", "success", "queued", "in-progress", "a new word", ""];
        const { found } = await openProject(statuses.map((status) => [model, status]));
        expect(found).toEqual(["job-3", "job-4", "job-5", "job-6", "job-7"]);
    });

    it("has models in 3D and nothing else", async () => {
        const { found, requests } = await openProject([
            ["model_tripo-v3-0-image-to-3d"],
            ["model_tripo-v3-1-multiview-to-3d"],
            ["model_tripo-v3-0-texturing"],
            ["model_scenario-flux"],
            ["model_any-to-3design"],
            [undefined],
            [7],
            ["__proto__"],
        ]);
        expect(found).toEqual(["job-0", "job-1", "job-2"]);
        expect(requests).toEqual(["/jobs?pageSize=50&types=custom"]);
    });

    it("fails as the list does, and ends with an abort", async () => {
        const { client, emulator } = await openSession();
        const { ledger } = openTestLedger();
        emulator.control.addFault({ operation: "jobs.list", status: 401 });
        expect(await failureOf(readElsewhere(ledger, client, {}))).toMatchObject({ kind: "access" });
        const reason = new Error("Closed");
        expect(await failureOf(readElsewhere(ledger, client, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    });
});

describe("a record of a job made elsewhere", () => {
    const { ledger } = { ledger: { account: "account", session: "session" } };
    // Nothing of a ledger but its names is read.
    const recordOf = (changes: Parameters<typeof testJob>[0] = {}) =>
        elsewhereRecord(testJob(changes), ledger as Parameters<typeof elsewhereRecord>[1], {
            placement: { where: "origin" },
            target: "scene",
            now: startTime,
        });

    it("says whose it is, what was asked for and when, and is in nobody's books", () => {
        const record = recordOf({ jobId: "job_abcdefgh", cost: 45 });
        expect(record).toMatchObject({
            account: "account",
            session: "session",
            origin: "elsewhere",
            jobId: "job_abcdefgh",
            name: "tripo-v3-0-image-to-3d cdefgh",
            createdAt: startTime + 1000,
            charged: 45,
            request: { input: { image: "asset_picture", texture: true, seed: 7 } },
            state: { name: "running" },
        });
        expect(record.quote).toBeUndefined();
        expect(record.request.input).not.toHaveProperty("modelId");
    });

    it.each([
        ["without a time", { createdAt: undefined }],
        ["with a time nobody can read", { createdAt: "soon" }],
    ])("is as old as its adoption when the job is %s", (_, changes) => {
        expect(recordOf(changes).createdAt).toBe(startTime);
    });

    it("can be read again, whatever the service echoes", () => {
        const input = {
            image: "asset",
            depth: Number.POSITIVE_INFINITY,
            list: ["a"],
            deep: { a: 1 },
            nothing: null,
            missing: undefined,
            flag: false,
        };
        const record = recordOf({ input, modelId: undefined, cost: -1 });
        expect(record.request).toEqual({ modelId: "", input: { image: "asset", flag: false } });
        expect(record.charged).toBeUndefined();
        expect(readRecord(structuredClone(record))).toEqual(record);
    });

    it("does not believe in a bill of 0 before the end", () => {
        expect(recordOf({ cost: 0 }).charged).toBeUndefined();
        expect(recordOf({ cost: 0, status: "success" }).charged).toBe(0);
    });

    it("has a name also when nobody knows its model", () => {
        expect(jobName(testJob({ modelId: undefined, jobId: "j" }))).toBe("model j");
    });

    it("is taken on once, and found among the known jobs from then on", async () => {
        const tab = openTestLedger();
        const record = recordOf({ jobId: "theirs" });
        expect([await tab.ledger.adopt(record), await tab.ledger.adopt(recordOf({ jobId: "theirs" }))]).toEqual([
            true,
            false,
        ]);
        await putRecords(tab, { ...record, state: { name: "available" } });
        expect(await tab.ledger.knownJobs(["theirs"])).toEqual(new Set(["theirs"]));
    });
});
