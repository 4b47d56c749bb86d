import { beforeEach, describe, expect, it, vi } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { blocksTwin } from "../../../plugin/generation/generationState";
import { failWrites } from "./failWrites";
import { bytesOf, openBrowser, openTestLedger, putRecords, readStore, type TestLedger } from "./openTestLedger";
import { testEvents } from "./testEvents";
import { recordIn, stateNames, testRecord } from "./testRecord";

/** Expects the intent to be refused without a trace. @returns the message */
async function refusalOf(tab: TestLedger, record: GenerationRecord, kind = "limit"): Promise<string> {
    const before = await bytesOf(tab);
    const told = tab.messages.length;
    const error = await tab.ledger.begin(record).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind, spending: "none" });
    expect(await bytesOf(tab)).toEqual(before);
    expect(tab.messages).toHaveLength(told);
    return String((error as Error).message);
}

beforeEach(openBrowser);

describe("an intent to pay", () => {
    it("is on the disk, with its entry in the books, when the call comes back", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.limits();
        const spy = vi.spyOn(IDBDatabase.prototype, "transaction");
        await tab.ledger.begin(record);
        expect(spy.mock.calls).toEqual([
            [expect.arrayContaining(["records", "spending", "meta"]), "readwrite", { durability: "strict" }],
        ]);
        spy.mockRestore();
        expect(await openTestLedger().ledger.get(record.id)).toEqual(record);
        expect(await readStore(tab, "spending")).toEqual([
            expect.objectContaining({ id: record.id, quoted: 45, outcome: "open", quoteId: record.quote?.id }),
        ]);
        expect(tab.messages).toEqual([{ type: "records", ids: [record.id] }]);
    });

    it("is refused under an id that is taken, whatever is there", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.begin(record);
        const other = testRecord({ id: record.id, requestKey: "another", quote: { id: "another", cost: 1 } });
        await refusalOf(tab, other, "storage");
    });

    it("is refused without a price", async () => {
        const { quote: _, ...unpriced } = testRecord();
        expect(await refusalOf(openTestLedger(), unpriced)).toMatch(/no price/);
    });

    it("is refused with a price that was used before, also by a generation that cost nothing or was forgotten", async () => {
        const tab = openTestLedger();
        const first = testRecord();
        await tab.ledger.begin(first);
        expect(await refusalOf(tab, testRecord({ quote: { id: first.quote?.id ?? "", cost: 45 } }))).toMatch(/price/);
        await tab.ledger.apply(first.id, testEvents.refused);
        await tab.ledger.forget(first.id);
        expect(await tab.ledger.get(first.id)).toBeUndefined();
        expect(await refusalOf(tab, testRecord({ quote: { id: first.quote?.id ?? "", cost: 45 } }))).toMatch(/price/);
    });
});

describe("the same request", () => {
    it.each(stateNames)("is refused while the first one is %s, if that may still bring a result", async (name) => {
        const tab = openTestLedger();
        const first = recordIn(name);
        await putRecords(tab, first);
        const twin = testRecord({ requestKey: first.requestKey });
        if (blocksTwin(first.state)) {
            expect(await refusalOf(tab, twin)).toMatch(/Exactly this is paid for already/);
        } else {
            await tab.ledger.begin(twin);
            expect(await tab.ledger.get(twin.id)).toEqual(twin);
        }
    });

    it("may be paid again once the user dismissed the one without an answer", async () => {
        const tab = openTestLedger();
        const first = recordIn("unknown");
        await putRecords(tab, first);
        const twin = testRecord({ requestKey: first.requestKey });
        await refusalOf(tab, twin);
        await tab.ledger.apply(first.id, { type: "dismissed" });
        await tab.ledger.begin(twin);
    });

    it("is refused also when only one of many earlier ones is in the way", async () => {
        const tab = openTestLedger();
        const requestKey = "the same";
        for (const name of ["placed", "failed", "available", "placed"] as const) {
            await putRecords(tab, recordIn(name, { requestKey }));
        }
        await refusalOf(tab, testRecord({ requestKey }));
    });

    it("is paid by exactly one of two tabs that ask at the same moment, every time", async () => {
        const tabs = [openTestLedger(), openTestLedger()];
        for (let round = 0; round < 60; round++) {
            const requestKey = `round ${round}`;
            const order = round % 2 === 0 ? tabs : [...tabs].reverse();
            const begun = await Promise.allSettled(order.map(({ ledger }) => ledger.begin(testRecord({ requestKey }))));
            expect(begun.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        }
        expect(await readStore(openTestLedger(), "records")).toHaveLength(60);
        expect(await readStore(openTestLedger(), "spending")).toHaveLength(60);
    });

    it("is paid once however many tabs ask at once with one price", async () => {
        const record = testRecord();
        const asked = Array.from({ length: 8 }, (_, index) =>
            openTestLedger().ledger.begin(testRecord({ quote: record.quote, requestKey: `another ${index}` })),
        );
        const begun = await Promise.allSettled(asked);
        expect(begun.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });
});

describe("storage that fails", () => {
    it.each([
        ["at the record, at once", { store: "records", when: "atOnce" }],
        ["at the books, at once", { store: "spending", when: "atOnce" }],
        ["at the record, when the browser writes it", { store: "records", when: "later" }],
        ["at the books, when the browser writes them", { store: "spending", when: "later" }],
    ] as const)("for want of room keeps the intent out whole: %s", async (_, failing) => {
        const tab = openTestLedger();
        const record = testRecord();
        const before = await bytesOf(tab);
        const stop = failWrites({ error: "QuotaExceededError", ...failing });
        expect(await refusalOf(tab, record, "storage")).toMatch(/storage is full/);
        stop();
        expect(await bytesOf(tab)).toEqual(before);
        await tab.ledger.begin(record);
        expect(await tab.ledger.get(record.id)).toEqual(record);
    });

    it("leaves a record as it was when an event cannot be written", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.begin(record);
        const before = await bytesOf(tab);
        const stop = failWrites({ error: "QuotaExceededError", store: "spending", when: "later" });
        const answer = tab.ledger.apply(record.id, testEvents.submitted);
        await expect(answer).rejects.toMatchObject({ kind: "storage" });
        stop();
        expect(await bytesOf(tab)).toEqual(before);
        expect(await tab.ledger.apply(record.id, testEvents.submitted)).toMatchObject({ state: { name: "running" } });
    });
});
