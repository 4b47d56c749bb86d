import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultLimits, type SpendingLimits } from "../../../plugin/generation/spendingLimits";
import { bytesOf, openBrowser, openTestLedger, readStore, type TestLedger, writeRaw } from "./openTestLedger";
import { testEvents } from "./testEvents";
import { recordIn, startTime, testJob, testRecord } from "./testRecord";

const day = 24 * 3_600_000;

async function openWith(limits: Partial<SpendingLimits>): Promise<TestLedger> {
    const tab = openTestLedger();
    await tab.ledger.setLimits({ ...defaultLimits, ...limits });
    return tab;
}

function costing(cost: number, changes = {}) {
    const record = testRecord(changes);
    return { ...record, quote: { id: `quote of ${record.id}`, cost } };
}

const isBegun = (tab: TestLedger, cost: number, changes = {}): Promise<boolean> =>
    tab.ledger.begin(costing(cost, changes)).then(
        () => true,
        (error: unknown) => {
            expect(error).toMatchObject({ kind: "limit", spending: "none" });
            return false;
        },
    );

beforeEach(openBrowser);

describe("a limit", () => {
    it.each(["daily", "session"] as const)("is reached exactly and not passed: %s", async (limit) => {
        const tab = await openWith({ [limit]: 21.5 });
        expect(await isBegun(tab, 10.75)).toBe(true);
        expect(await isBegun(tab, 10.76)).toBe(false);
        expect(await isBegun(tab, 10.75)).toBe(true);
        expect(await isBegun(tab, 0.01)).toBe(false);
        expect(await isBegun(tab, 0)).toBe(true);
    });

    it("lets fractions add up to itself, although they do not in binary", async () => {
        const tab = await openWith({ daily: 0.3 });
        expect([await isBegun(tab, 0.1), await isBegun(tab, 0.2), await isBegun(tab, 0.001)]).toEqual([
            true,
            true,
            false,
        ]);
    });

    it("of 0 lets nothing through but what is free", async () => {
        const tab = await openWith({ session: 0 });
        expect([await isBegun(tab, 0.01), await isBegun(tab, 0)]).toEqual([false, true]);
    });

    it("holds for a price that is no number", async () => {
        const tab = await openWith({ daily: 100 });
        expect(await isBegun(tab, Number.NaN)).toBe(false);
    });

    it("of the day is over at midnight; what was begun before counts for the day before", async () => {
        const tab = await openWith({ daily: 50 });
        const midnight = new Date(new Date(startTime).toDateString()).getTime() + day;
        tab.clock.time = midnight - 1;
        expect(await isBegun(tab, 45, { createdAt: midnight - 1 })).toBe(true);
        expect(await isBegun(tab, 45, { createdAt: midnight - 1 })).toBe(false);
        tab.clock.time = midnight;
        expect(await isBegun(tab, 45, { createdAt: midnight })).toBe(true);
    });

    it("of the session does not count what earlier sessions spent, and that of the day does", async () => {
        const earlier = openTestLedger({ session: "earlier" });
        expect(await isBegun(earlier, 45, { session: "earlier" })).toBe(true);
        const tab = await openWith({ session: 45 });
        expect(await isBegun(tab, 45)).toBe(true);
        await tab.ledger.setLimits({ session: undefined, daily: 100 });
        expect(await isBegun(tab, 45)).toBe(false);
    });

    it("set by two tabs together hold both", async () => {
        const [one, other] = [openTestLedger(), openTestLedger()];
        await Promise.all([one.ledger.setLimits({ daily: 100 }), other.ledger.setLimits({ session: 50 })]);
        expect(await one.ledger.limits()).toEqual({ ...defaultLimits, daily: 100, session: 50 });
    });

    it.each([
        ["refunded", testEvents.jobEnded, true],
        ["interrupted", testEvents.interrupted, false],
        ["done", testEvents.jobSucceeded, false],
    ] as const)("counts what was paid until it is given back: %s", async (_, event, isFree) => {
        const tab = await openWith({ daily: 45 });
        const record = testRecord();
        await tab.ledger.begin(record);
        await tab.ledger.apply(record.id, testEvents.submitted);
        expect(await isBegun(tab, 1)).toBe(false);
        await tab.ledger.apply(record.id, event);
        expect(await isBegun(tab, 45)).toBe(isFree);
    });

    it("counts what perhaps was paid, dismissed and forgotten or not", async () => {
        const tab = await openWith({ daily: 45 });
        const record = testRecord();
        await tab.ledger.begin(record);
        for (const event of [testEvents.answerLost, testEvents.dismissed]) {
            await tab.ledger.apply(record.id, event);
            expect(await isBegun(tab, 1)).toBe(false);
        }
        await tab.ledger.forget(record.id);
        expect(await isBegun(tab, 1)).toBe(false);
    });

    it("counts what was charged, which may be more than was quoted", async () => {
        const tab = await openWith({ daily: 100 });
        const record = costing(10);
        await tab.ledger.begin(record);
        await tab.ledger.apply(record.id, { type: "submitted", job: testJob({ cost: 95 }) });
        expect([await isBegun(tab, 6), await isBegun(tab, 5)]).toEqual([false, true]);
    });

    it("does not count what others paid for", async () => {
        const tab = await openWith({ daily: 45, session: 45 });
        await tab.ledger.adopt({ ...recordIn("running"), origin: "elsewhere" });
        expect(await isBegun(tab, 45)).toBe(true);
    });
});

describe("spending that is not allowed", () => {
    it("is refused, with nothing written", async () => {
        const tab = await openWith({ noSpend: true });
        const before = await bytesOf(tab);
        expect(await isBegun(tab, 0)).toBe(false);
        expect(await bytesOf(tab)).toEqual(before);
    });

    it.each([
        ["null", null],
        ["text", "100"],
        ["a negative limit", { ...defaultLimits, daily: -1 }],
        ["a limit that is no number", { ...defaultLimits, session: Number.NaN }],
        ["nothing about spending", { confirmAbove: 100 }],
    ])("is what limits mean that cannot be read: %s", async (_, stored) => {
        const tab = openTestLedger();
        await writeRaw(tab, "meta", stored as object, "limits");
        expect(await tab.ledger.limits()).toMatchObject({ noSpend: true });
        expect(await isBegun(tab, 1)).toBe(false);
        expect(await readStore(tab, "records")).toEqual([]);
    });

    it("counts an entry of the books in words of a later version as spent", async () => {
        const tab = await openWith({ daily: 45 });
        const entry = { id: "later", account: "account", session: "session", at: startTime, quoteId: "q", quoted: 45 };
        await writeRaw(tab, "spending", { ...entry, outcome: "halfway", charged: { cu: 40 }, mood: "good" });
        expect(await isBegun(tab, 1)).toBe(false);
    });
});

describe("two tabs that pay at once", () => {
    it("never pass a limit together, and leave no room that would have been enough", async () => {
        const costs = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 2, maxLength: 12 });
        await fc.assert(
            fc.asyncProperty(costs, fc.integer({ min: 0, max: 12_000 }), async (cents, limit) => {
                openBrowser();
                const tabs = [await openWith({ daily: limit / 100 }), openTestLedger()];
                const begun = await Promise.all(
                    cents.map((cost, index) => isBegun(tabs[index % 2] as TestLedger, cost / 100)),
                );
                const spent = cents.reduce((sum, cost, index) => (begun[index] ? sum + cost : sum), 0);
                const { today } = await openTestLedger().ledger.spending();
                expect(today).toBeCloseTo(spent / 100, 6);
                expect(spent).toBeLessThanOrEqual(limit);
                const cheapest = Math.min(...cents.filter((_, index) => !begun[index]));
                expect(spent + cheapest).toBeGreaterThan(limit);
            }),
            { numRuns: 40 },
        );
    });
});
