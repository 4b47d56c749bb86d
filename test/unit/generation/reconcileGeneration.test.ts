import { beforeEach, describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { reconcileGeneration } from "../../../plugin/generation/reconcileGeneration";
import { createScenarioClient, type ScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession } from "../scenario/clientSession";
import { sendJson, startScriptedServer } from "../scenario/scriptedServer";
import { openBrowser, openTestLedger, putRecords, type TestLedger } from "./openTestLedger";
import { testEvents } from "./testEvents";
import { recordIn, startTime } from "./testRecord";

const { signal } = new AbortController();
const find = ({ ledger }: TestLedger, client: ScenarioClient, record: GenerationRecord) =>
    reconcileGeneration(ledger, client, record, signal);

/** A service with an uploaded picture, and a generation of it whose paid call got no answer. */
async function openLost(fault: "before" | "after" = "after") {
    const session = await openSession();
    const request = { modelId: "model_tripo-v3-0-image-to-3d", input: { image: await session.upload(), seed: 7 } };
    const [tab, intentAt] = [openTestLedger(), session.clock.now()];
    const record = recordIn("unknown", { request, intentAt });
    await putRecords(tab, record);
    session.emulator.control.addFault({ operation: "generate.run", drop: true, when: fault });
    await failureOf(session.client.submit(request));
    return { ...session, tab, record, request, intentAt };
}

beforeEach(openBrowser);

describe("a generation whose paid call got no answer", () => {
    it("gets its job from the service's own list, and knows what it was charged", async () => {
        const { tab, client, record, calls } = await openLost();
        expect(await find(tab, client, record)).toBe(true);
        const [job] = (await client.listJobs()).jobs;
        expect(await tab.ledger.get(record.id)).toMatchObject({
            state: { name: "running" },
            jobId: job?.jobId,
            charged: 45,
        });
        expect(calls().filter((call) => call.startsWith("POST /generate"))).toHaveLength(1);
    });

    it("stays unknown when the service never got the call", async () => {
        const { tab, client, record } = await openLost("before");
        expect(await find(tab, client, record)).toBe(false);
        expect(await tab.ledger.get(record.id)).toEqual(record);
    });

    it("does not take a job that a generation here has, or had", async () => {
        const { tab, client, record } = await openLost();
        const [job] = (await client.listJobs()).jobs;
        const owner = recordIn("running", { jobId: job?.jobId ?? "" });
        await putRecords(tab, owner);
        expect(await find(tab, client, record)).toBe(false);
        const forgotten = recordIn("intent");
        await tab.ledger.begin(forgotten);
        await tab.ledger.apply(forgotten.id, { ...testEvents.submitted, job: { ...testEvents.submitted.job, ...job } });
        await tab.ledger.apply(forgotten.id, testEvents.jobEnded);
        await tab.ledger.forget(forgotten.id);
        expect(await find(tab, client, record)).toBe(false);
    });

    it("gets its own job although one that another generation has is closer", async () => {
        const { tab, client, record, request, clock } = await openLost();
        const [own] = (await client.listJobs()).jobs;
        await clock.delay(60_000);
        const closer = await client.submit(request);
        await putRecords(tab, recordIn("placed", { jobId: closer.jobId }));
        const late = { ...record, intentAt: clock.now() };
        await putRecords(tab, late);
        expect(await find(tab, client, late)).toBe(true);
        expect((await tab.ledger.get(record.id))?.jobId).toBe(own?.jobId);
    });

    it("leaves a job to the call that may still be waiting for it", async () => {
        const { tab, client, record, request, intentAt } = await openLost();
        const sending = recordIn("intent", { request, intentAt: intentAt + 60_000 });
        await putRecords(tab, sending);
        expect(await find(tab, client, record)).toBe(false);
        await tab.ledger.apply(sending.id, testEvents.refused);
        expect(await find(tab, client, record)).toBe(true);
    });

    it("does not take a job whose call left while the list was read", async () => {
        const { tab, record, request, intentAt, createClient, submit: _, client } = await openLost("before");
        const sending = recordIn("intent", { request, intentAt: intentAt + 1000 });
        const slow = createClient({
            fetch: async (...call) => {
                await openTestLedger().ledger.begin(sending);
                await client.submit(request);
                return fetch(...call);
            },
        });
        expect(await find(tab, slow, record)).toBe(false);
        expect(await tab.ledger.get(record.id)).toEqual(record);
    });

    it("leaves the job to another one without an answer that is closer to it", async () => {
        const { tab, client, record, request, intentAt } = await openLost();
        const closer = recordIn("unknown", { request, intentAt });
        const farther = recordIn("unknown", { request, intentAt: intentAt - 60_000 });
        await putRecords(tab, closer, farther);
        await putRecords(tab, { ...record, intentAt: intentAt - 30_000 });
        expect(await find(tab, client, farther)).toBe(false);
        expect(await find(tab, client, { ...record, intentAt: intentAt - 30_000 })).toBe(false);
        expect(await find(tab, client, closer)).toBe(true);
    });

    it("is not changed by a list that cannot be read, and says why", async () => {
        const { tab, client, record, emulator } = await openLost();
        emulator.control.addFault({ operation: "jobs.list", status: 503, times: 10 });
        expect(await failureOf(find(tab, client, record))).toMatchObject({ kind: "network" });
        expect(await tab.ledger.get(record.id)).toEqual(record);
    });

    it("ends with the reason of an abort", async () => {
        const { tab, client, record } = await openLost();
        const reason = new Error("Closed");
        const looking = reconcileGeneration(tab.ledger, client, record, AbortSignal.abort(reason));
        expect(await failureOf(looking)).toBe(reason);
    });
});

describe("the service's list of jobs", () => {
    /** A list whose page `n` ends with a job made so many minutes before the intent; undefined: it does not say when. */
    async function openList(minutesBefore: readonly (number | undefined)[], pages = minutesBefore.length) {
        const server = await startScriptedServer((_, response, count) => {
            const minutes = minutesBefore[count - 1];
            const createdAt = minutes === undefined ? undefined : new Date(startTime - minutes * 60_000).toISOString();
            const jobs = [{ jobId: `job-${count}`, status: "queued", createdAt }];
            sendJson(response, 200, { jobs, ...(count < pages && { nextPaginationToken: `page-${count + 1}` }) });
        });
        const client = createScenarioClient({ baseUrl: server.origin });
        const tab = openTestLedger();
        const record = recordIn("unknown");
        await putRecords(tab, record);
        expect(await find(tab, client, record)).toBe(false);
        return server.requests.map(({ url }) => url);
    }

    it("is read page by page until it is older than the intent can be", async () => {
        expect(await openList([-20, 0, 5.1, 100])).toEqual([
            "/jobs?pageSize=200",
            "/jobs?pageSize=200&paginationToken=page-2",
            "/jobs?pageSize=200&paginationToken=page-3",
        ]);
    });

    it("is read on past a job that does not say when it was made, and to its end", async () => {
        expect(await openList([undefined, undefined, 0])).toHaveLength(3);
    });

    it("is not read for ever", async () => {
        expect(await openList([], 1000)).toHaveLength(10);
    });
});
