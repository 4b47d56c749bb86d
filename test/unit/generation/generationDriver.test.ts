import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openLedger } from "../../../plugin/generation/openLedger";
import type { TabLocks } from "../../../plugin/generation/tabLocks";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { sendJson, startScriptedServer } from "../scenario/scriptedServer";
import { createSharedLocks } from "../support/sharedLocks";
import { createVirtualClock } from "../support/virtualClock";
import { failWrites } from "./failWrites";
import { openBrowser, openTestLedger, putRecords } from "./openTestLedger";
import { recordIn, testJob } from "./testRecord";

/** A tab's ledger at work on a service that answers every question like this, in virtual time. */
async function openTab(answer: { status: number; body: unknown }, ownLocks?: TabLocks) {
    const clock = createVirtualClock();
    const server = await startScriptedServer((_, response) => sendJson(response, answer.status, answer.body));
    const locks = createSharedLocks();
    const send: typeof fetch = (...call) => clock.during(fetch(...call));
    const client = createScenarioClient({ baseUrl: server.origin, now: clock.now, delay: clock.delay, fetch: send });
    const open = (tab: string) =>
        openLedger({
            client,
            account: "account",
            now: clock.now,
            delay: clock.delay,
            locks: ownLocks ?? locks.forTab(tab),
        }).then((opened) => {
            onTestFinished(opened.close);
            return opened;
        });
    return { clock, client, requests: server.requests, open, locks };
}

beforeEach(openBrowser);

describe("work that was left", () => {
    it("by a tab that died between intent and answer is unknown, and looked for", async () => {
        const record = recordIn("intent");
        await putRecords(openTestLedger(), record);
        const { open, clock, requests } = await openTab({ status: 200, body: { jobs: [] } });
        const { ledger } = await open("1");
        await clock.pass(1000);
        expect(await ledger.get(record.id)).toMatchObject({
            state: { name: "unknown", dismissed: false },
            error: { spending: "unknown", message: expect.stringContaining("closed before the service answered") },
        });
        expect(requests.map(({ method }) => method)).toEqual(["GET"]);
    });

    it("is looked for ever more rarely, and by one tab alone", async () => {
        await putRecords(openTestLedger(), recordIn("unknown"));
        const { open, clock, requests } = await openTab({ status: 200, body: { jobs: [] } });
        await Promise.all([open("1"), open("2"), open("3")]);
        await clock.pass(60_000);
        expect(requests).toHaveLength(4);
        await clock.pass(3_600_000);
        expect(requests.length).toBeGreaterThan(10);
        expect(requests.length).toBeLessThan(20);
    });

    it("is looked for no longer than an hour once the user has dismissed it", async () => {
        const record = recordIn("unknown");
        await putRecords(openTestLedger(), record);
        const { open, clock, requests } = await openTab({ status: 200, body: { jobs: [] } });
        const { ledger } = await open("1");
        await clock.pass(60_000);
        await ledger.apply(record.id, { type: "dismissed" });
        const early = requests.length;
        await clock.pass(3_600_000);
        expect(requests.length).toBeGreaterThan(early);
        const late = requests.length;
        await clock.pass(6 * 3_600_000);
        expect(requests).toHaveLength(late);
    });

    it("waits no longer than ever meant when the clock was set back and another tab takes over", async () => {
        const record = recordIn("running", { jobId: "job" });
        await putRecords(openTestLedger(), record);
        const { open, clock, requests } = await openTab({ status: 401, body: {} });
        const [first, second] = [await open("1"), await open("2")];
        await clock.pass(1000);
        expect(await second.ledger.get(record.id)).toMatchObject({ state: { name: "interrupted", attempts: 1 } });
        const before = requests.length;
        clock.jump(-24 * 3_600_000);
        first.close();
        await clock.pass(16 * 60_000);
        expect(requests.length).toBeGreaterThan(before);
    });

    it("does not keep the list shut while storage takes no change", async () => {
        const record = recordIn("interrupted");
        await putRecords(openTestLedger(), record);
        failWrites({ error: "QuotaExceededError", store: "records" });
        const { open } = await openTab({ status: 404, body: {} });
        const { ledger } = await open("1");
        expect(await ledger.get(record.id)).toEqual(record);
    });

    it("is not asked for without a pause where there are no locks to be had", async () => {
        await putRecords(openTestLedger(), recordIn("running"));
        let asked = 0;
        const locks: TabLocks = {
            ...createSharedLocks().forTab("1"),
            hold: (name, _signal, work) => {
                if (!name.startsWith("generation/")) {
                    return work();
                }
                asked += 1;
                return Promise.reject(new DOMException("Forbidden", "SecurityError"));
            },
        };
        const { open, clock } = await openTab({ status: 200, body: {} }, locks);
        await open("1");
        await clock.pass(60_000);
        expect(asked).toBeGreaterThan(1);
        expect(asked).toBeLessThan(10);
    });

    it("is let go of when the tab is left, and nothing of it goes on", async () => {
        await putRecords(openTestLedger(), recordIn("unknown"));
        const { open, clock, requests, locks } = await openTab({ status: 200, body: { jobs: [] } });
        const { close } = await open("1");
        await clock.pass(1000);
        close();
        const before = requests.length;
        await clock.pass(3_600_000);
        expect(requests).toHaveLength(before);
        expect(locks.held()).toEqual([]);
    });
});

describe("a list that cannot be opened", () => {
    it("leaves nothing behind: no lock, no work, no timer", async () => {
        await openTestLedger().ledger.limits();
        failWrites({ error: "UnknownError", store: "meta" });
        const { open, clock, locks } = await openTab({ status: 200, body: {} });
        await expect(open("1")).rejects.toMatchObject({ kind: "storage" });
        expect(locks.held()).toEqual([]);
        await expect(clock.run(() => false)).rejects.toThrow("Nothing can happen any more");
    });
});

describe("a step of the work", () => {
    it("is begun once, not given up and begun again for what this tab itself has changed", async () => {
        const record = recordIn("running", { jobId: "job" });
        await putRecords(openTestLedger(), record);
        const { clock, client, locks } = await openTab({ status: 200, body: {} });
        let downloads = 0;
        const opened = await openLedger({
            client: {
                ...client,
                waitForJob: async () => testJob({ jobId: "job", status: "success", assetIds: ["asset"] }),
                downloadModel: (_assets, { signal } = {}) => {
                    downloads += 1;
                    return new Promise((_, reject) => {
                        signal?.throwIfAborted();
                        signal?.addEventListener("abort", () => reject(signal.reason));
                    });
                },
            },
            account: "account",
            now: clock.now,
            delay: clock.delay,
            locks: locks.forTab("1"),
        });
        onTestFinished(opened.close);
        await clock.pass(1000);
        expect(await opened.ledger.get(record.id)).toMatchObject({ state: { name: "downloading" } });
        expect(downloads).toBe(1);
        await opened.ledger.apply(record.id, { type: "stopped" });
        await clock.pass(1000);
        await opened.ledger.apply(record.id, { type: "resumed" });
        await clock.pass(1000);
        expect(downloads).toBe(2);
    });
});
