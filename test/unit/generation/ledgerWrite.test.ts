import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { canForget } from "../../../plugin/generation/generationState";
import { createLedger } from "../../../plugin/generation/ledger";
import type { LedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { databaseName } from "../../../plugin/generation/ledgerKeys";
import { appliesIn } from "../../../plugin/generation/recordEvent";
import { createTabChannel } from "../../../plugin/generation/tabChannel";
import { bytesOf, openBrowser, openTestLedger, putRecords, readStore, type TestLedger } from "./openTestLedger";
import { eventTypes, testEvents } from "./testEvents";
import { recordIn, startTime, stateNames, testJob, testRecord } from "./testRecord";

async function begun(tab: TestLedger): Promise<GenerationRecord> {
    const record = testRecord();
    await tab.ledger.begin(record);
    return record;
}

beforeEach(openBrowser);

describe("an event of a kept generation", () => {
    it("is written before the call comes back, and told to every tab", async () => {
        const [tab, other] = [openTestLedger(), openTestLedger()];
        const { id } = await begun(tab);
        tab.clock.time = startTime + 5000;
        const record = await tab.ledger.apply(id, testEvents.submitted);
        expect(record).toMatchObject({ state: { name: "running" }, revision: 1, updatedAt: startTime + 5000 });
        expect(await other.ledger.get(id)).toEqual(record);
        await expect
            .poll(() => other.messages)
            .toEqual([
                { type: "records", ids: [id] },
                { type: "records", ids: [id] },
            ]);
    });

    it("is told to the others, who read it then, although the page dies as soon as it is written", async () => {
        const [tab, other] = [openTestLedger(), openTestLedger()];
        const { id, account, session } = recordIn("intent");
        await putRecords(tab, recordIn("intent", { id }));
        const read = new Promise((resolve) => {
            other.ledger.subscribe(() => resolve(other.ledger.get(id)));
        });
        const channel = createTabChannel(databaseName);
        onTestFinished(channel.close);
        const run: LedgerDatabase["run"] = (work) => tab.database.run(work).then(() => new Promise(() => undefined));
        const database = { ...tab.database, run };
        void createLedger({ database, channel, account, session, now: Date.now }).apply(id, testEvents.submitted);
        expect(await read).toMatchObject({ revision: 1, state: { name: "running" } });
    });

    it.each(stateNames)("that does not apply is neither written nor told: %s", async (name) => {
        const tab = openTestLedger();
        const record = recordIn(name);
        await putRecords(tab, record);
        const before = await bytesOf(tab);
        for (const type of eventTypes.filter((type) => !appliesIn[type].includes(name))) {
            expect(await tab.ledger.apply(record.id, testEvents[type])).toEqual(record);
        }
        expect(await bytesOf(tab)).toEqual(before);
        expect(tab.messages).toEqual([]);
    });

    it("that two tabs have at once is written once", async () => {
        const tabs = [openTestLedger(), openTestLedger()];
        const { id } = await begun(tabs[0] as TestLedger);
        await Promise.all(tabs.map(({ ledger }) => ledger.apply(id, testEvents.submitted)));
        const [first, second] = await Promise.all(tabs.map(({ ledger }) => ledger.get(id)));
        expect(first).toEqual(second);
        expect(first).toMatchObject({ revision: 1, jobId: "job-of-the-answer" });
    });

    it("of a generation that nobody knows changes nothing", async () => {
        const tab = openTestLedger();
        expect(await tab.ledger.apply("nobody", testEvents.submitted)).toBeUndefined();
        expect(await readStore(tab, "records")).toEqual([]);
    });
});

describe("a match", () => {
    it("gives a generation without an answer its job", async () => {
        const { ledger } = openTestLedger();
        const { id } = recordIn("unknown");
        await putRecords(openTestLedger(), recordIn("unknown", { id }));
        expect(await ledger.match(id, testJob({ jobId: "found" }))).toBe(true);
        expect(await ledger.get(id)).toMatchObject({ jobId: "found", state: { name: "running" } });
    });

    it("is given to one of two generations when both want the same job at once, every time", async () => {
        const tabs = [openTestLedger(), openTestLedger()] as const;
        for (let round = 0; round < 30; round++) {
            const records = [recordIn("unknown"), recordIn("unknown")] as const;
            await putRecords(tabs[0], ...records);
            const job = testJob();
            const matched = await Promise.all([
                tabs[0].ledger.match(records[0].id, job),
                tabs[1].ledger.match(records[1].id, job),
            ]);
            expect(matched.sort()).toEqual([false, true]);
        }
    });

    it.each(["running", "placed", "failed", "stopped"] as const)("does not touch one that is %s", async (name) => {
        const tab = openTestLedger();
        const record = recordIn(name);
        await putRecords(tab, record);
        const before = await bytesOf(tab);
        expect(await tab.ledger.match(record.id, testJob())).toBe(false);
        expect(await bytesOf(tab)).toEqual(before);
    });

    it("does not take a job whose generation was forgotten", async () => {
        const tab = openTestLedger();
        const { id } = await begun(tab);
        await tab.ledger.apply(id, testEvents.submitted);
        await tab.ledger.apply(id, testEvents.jobEnded);
        await tab.ledger.forget(id);
        const other = recordIn("unknown");
        await putRecords(tab, other);
        expect(await tab.ledger.get(id)).toBeUndefined();
        expect(await tab.ledger.match(other.id, testEvents.submitted.job)).toBe(false);
    });
});

describe("a job made elsewhere", () => {
    it("is taken on once, by one of two tabs", async () => {
        const tabs = [openTestLedger(), openTestLedger()];
        const taken = await Promise.all(
            tabs.map(({ ledger }) => ledger.adopt(recordIn("running", { jobId: "theirs", origin: "elsewhere" }))),
        );
        expect(taken.sort()).toEqual([false, true]);
        expect(await readStore(openTestLedger(), "records")).toHaveLength(1);
    });

    it("is not in the books", async () => {
        const tab = openTestLedger();
        await tab.ledger.adopt(recordIn("running", { origin: "elsewhere", charged: 45 }));
        expect(await readStore(tab, "spending")).toEqual([]);
        expect(Object.values(await tab.ledger.spending()).every((sum) => sum === 0)).toBe(true);
    });

    it("is not taken on when a generation here has it", async () => {
        const tab = openTestLedger();
        const { id } = await begun(tab);
        await tab.ledger.apply(id, testEvents.submitted);
        const told = tab.messages.length;
        expect(await tab.ledger.adopt(recordIn("running", { jobId: "job-of-the-answer" }))).toBe(false);
        expect(tab.messages).toHaveLength(told);
    });

    it("is told apart from those that are known, by this account alone", async () => {
        const tab = openTestLedger();
        const { id } = await begun(tab);
        await tab.ledger.apply(id, testEvents.submitted);
        const asked = ["job-of-the-answer", "another", ""];
        expect(await tab.ledger.knownJobs(asked)).toEqual(new Set(["job-of-the-answer"]));
        expect(await tab.ledger.knownJobs([])).toEqual(new Set());
        expect(await openTestLedger({ account: "other" }).ledger.knownJobs(asked)).toEqual(new Set());
    });
});

describe("forgetting", () => {
    it.each(stateNames)("takes a generation that is %s off the list if that loses nothing", async (name) => {
        const tab = openTestLedger();
        const record = recordIn(name);
        await putRecords(tab, record);
        await tab.ledger.forget(record.id);
        expect(await tab.ledger.get(record.id)).toEqual(canForget(record.state) ? undefined : record);
    });

    it("leaves the books and the job as they were", async () => {
        const tab = openTestLedger();
        const { id } = await begun(tab);
        for (const type of ["submitted", "jobSucceeded", "downloaded"] as const) {
            await tab.ledger.apply(id, testEvents[type]);
        }
        const [books, spending] = [await readStore(tab, "spending"), await tab.ledger.spending()];
        await tab.ledger.forget(id);
        expect(await readStore(tab, "records")).toEqual([]);
        expect(await readStore(tab, "spending")).toEqual(books);
        expect(await tab.ledger.spending()).toEqual(spending);
        expect(spending.total).toBe(45);
        expect(await tab.ledger.knownJobs(["job-of-the-answer"])).toEqual(new Set(["job-of-the-answer"]));
    });

    it("lets no event bring the generation back", async () => {
        const tab = openTestLedger();
        const record = recordIn("available");
        await putRecords(tab, record);
        await tab.ledger.forget(record.id);
        expect(await tab.ledger.apply(record.id, testEvents.placed)).toBeUndefined();
        expect(await readStore(tab, "records")).toEqual([]);
    });
});
