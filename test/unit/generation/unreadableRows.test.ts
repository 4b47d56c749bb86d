import { beforeEach, describe, expect, it } from "vitest";
import { toRow } from "../../../plugin/generation/recordRow";
import {
    bytesOf,
    openBrowser,
    openTestLedger,
    putRecords,
    readStore,
    type TestLedger,
    writeRaw,
} from "./openTestLedger";
import { testEvents, testFile } from "./testEvents";
import { recordIn, startTime, stateNames, testJob, testRecord, testStates } from "./testRecord";

const row = (id: string) => toRow(testRecord({ id, jobId: `job of ${id}` }));
const unreadable = {
    "a damaged record": { ...row("damaged"), record: { ...row("damaged").record, state: "?" } },
    "a record of a later version": { ...row("later"), record: { ...row("later").record, version: 2, mood: "good" } },
    "a row without a record": { id: "empty", account: "account", createdAt: 1, requestKey: "r", open: 1 },
    "another record under this id": { ...row("mixed"), record: testRecord({ id: "victim" }) },
    "another account's record in a row of ours": {
        ...row("swapped"),
        record: testRecord({ id: "swapped", account: "other" }),
    },
};
const cases = Object.entries(unreadable).map(([name, lying]) => [name, lying] as const);

async function openWith(...rows: readonly object[]): Promise<TestLedger> {
    const tab = openTestLedger();
    for (const lying of rows) {
        await writeRaw(tab, "records", lying);
    }
    return tab;
}

beforeEach(openBrowser);

describe("what lies in the database and cannot be read", () => {
    it("is counted by what is wrong with it", async () => {
        const { ledger } = await openWith(...Object.values(unreadable), toRow(testRecord()));
        expect(await ledger.setAside()).toEqual({ corrupt: 4, newer: 1, foreign: 0 });
    });

    it("hides nothing else from a page, and does not shorten it", async () => {
        const { ledger } = await openWith(...Object.values(unreadable));
        const records = Array.from({ length: 4 }, (_, index) => recordIn("placed", { createdAt: startTime - index }));
        for (const record of records) {
            await ledger.adopt({ ...record, origin: "elsewhere" });
        }
        const first = await ledger.page({ count: 3 });
        expect(first.records.map(({ id }) => id)).toEqual(records.slice(0, 3).map(({ id }) => id));
        const { records: rest, hasMore } = await ledger.page({ count: 3, before: first.records.at(-1) });
        expect([rest.map(({ id }) => id), hasMore]).toEqual([[records[3]?.id], false]);
    });

    it.each(cases)("is neither shown nor opened nor known by its id: %s", async (_, lying) => {
        const { ledger } = await openWith(lying);
        expect(await ledger.get(lying.id)).toBeUndefined();
        expect(await ledger.open()).toEqual([]);
        expect(await ledger.page({ count: 10 })).toEqual({ records: [], hasMore: false });
    });

    it.each(cases)("is byte for byte the same after every kind of write: %s", async (_, lying) => {
        const tab = await openWith(lying);
        const { ledger } = tab;
        const before = await bytesOf(tab);
        for (const event of Object.values(testEvents)) {
            expect(await ledger.apply(lying.id, event)).toBeUndefined();
        }
        expect(await ledger.match(lying.id, testJob())).toBe(false);
        await ledger.forget(lying.id);
        const intent = testRecord({ id: lying.id, requestKey: "new" });
        await expect(ledger.begin(intent)).rejects.toMatchObject({ kind: "storage" });
        const job = recordIn("running", { id: lying.id, jobId: "new" });
        await expect(ledger.adopt(job)).rejects.toMatchObject({ kind: "storage" });
        expect(await bytesOf(tab)).toEqual(before);
    });

    it("keeps its job from being taken on a second time", async () => {
        const { ledger } = await openWith(unreadable["a damaged record"]);
        const jobId = "job of damaged";
        expect(await ledger.knownJobs([jobId, "another"])).toEqual(new Set([jobId]));
        expect(await ledger.adopt(recordIn("running", { jobId }))).toBe(false);
    });

    it.each(cases.slice(0, 2))("blocks the same request while its row is open: %s", async (_, lying) => {
        const tab = await openWith(lying);
        const before = await bytesOf(tab);
        const twin = testRecord({ requestKey: lying.requestKey });
        await expect(tab.ledger.begin(twin)).rejects.toMatchObject({ kind: "limit", spending: "none" });
        expect(await bytesOf(tab)).toEqual(before);
    });

    it.each(cases.slice(0, 2))("blocks nothing when its row is at rest: %s", async (_, lying) => {
        const { ledger } = await openWith({ ...lying, open: 0 });
        await ledger.begin(testRecord({ requestKey: lying.requestKey }));
    });
});

describe("what belongs to another account", () => {
    it.each(stateNames)("is never listed, changed, forgotten or summed while it is %s", async (name) => {
        const other = openTestLedger({ account: "other" });
        const theirs = recordIn("intent", { account: "other", session: "session" });
        await other.ledger.begin(theirs);
        await putRecords(other, recordIn(name, { ...theirs, state: testStates[name] }));
        const ours = openTestLedger();
        const { ledger } = ours;
        const before = await bytesOf(ours);
        expect(await ledger.get(theirs.id)).toBeUndefined();
        expect(await ledger.page({ count: 10 })).toEqual({ records: [], hasMore: false });
        expect(await ledger.open()).toEqual([]);
        for (const event of Object.values(testEvents)) {
            expect(await ledger.apply(theirs.id, event)).toBeUndefined();
        }
        expect(await ledger.match(theirs.id, testJob())).toBe(false);
        await ledger.forget(theirs.id);
        expect(Object.values(await ledger.spending()).every((sum) => sum === 0)).toBe(true);
        expect(await ledger.setAside()).toEqual({ corrupt: 0, newer: 0, foreign: 1 });
        expect(await bytesOf(ours)).toEqual(before);
    });

    it("blocks neither the same request nor the same job, and its quotes are others'", async () => {
        const theirs = testRecord({ account: "other", jobId: "job" });
        await openTestLedger({ account: "other" }).ledger.begin(theirs);
        const { ledger } = openTestLedger();
        await ledger.begin({ ...theirs, id: "ours", account: "account" });
        expect(await readStore(openTestLedger(), "records")).toHaveLength(2);
    });
});

describe("a record that could not be read again", () => {
    it("is refused before anything is paid for it", async () => {
        const tab = openTestLedger();
        const before = await bytesOf(tab);
        const record = testRecord({ request: { modelId: "m", input: { image: "asset", faceLimit: Number.NaN } } });
        await expect(tab.ledger.begin(record)).rejects.toMatchObject({ kind: "storage", spending: "none" });
        expect(await bytesOf(tab)).toEqual(before);
    });

    it("does not replace the one that can", async () => {
        const tab = openTestLedger();
        const record = recordIn("downloading");
        await tab.ledger.adopt(record);
        const before = await bytesOf(tab);
        const file = { ...testFile, size: Number.NaN };
        await expect(tab.ledger.apply(record.id, { type: "downloaded", file })).rejects.toMatchObject({
            kind: "storage",
        });
        expect(await bytesOf(tab)).toEqual(before);
        expect((await tab.ledger.get(record.id))?.state.name).toBe("downloading");
    });
});
