import { describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { reduceRecord } from "../../../plugin/generation/reduceRecord";
import { committed, parseBooks, type Spending, spendingOf, sumSpending } from "../../../plugin/generation/spending";
import { formatCost, limitReached, parseLimits } from "../../../plugin/generation/spendingLimits";
import { testEvents } from "./testEvents";
import { recordIn, startTime, testError, testJob, testRecord } from "./testRecord";

const nothing = { total: 0, today: 0, session: 0, uncertain: 0, refunded: 0 };
const sumOf = (...records: GenerationRecord[]) =>
    sumSpending(
        records.flatMap((record) => spendingOf(record) ?? []),
        "session",
        startTime,
    );
const failed = (spending: Spending["outcome"] | "spent", charged?: number) =>
    recordIn("failed", {
        error: testError({ spending: spending as "none" }),
        ...(charged !== undefined && { charged }),
    });

describe("the sums", () => {
    it("are nothing without entries", () => {
        expect(sumOf()).toEqual(nothing);
    });

    it.each([
        ["under way counts as its price", recordIn("running"), { total: 45, today: 45, session: 45 }],
        [
            "done counts as charged",
            recordIn("available", { charged: 50.5 }),
            { total: 50.5, today: 50.5, session: 50.5 },
        ],
        ["free counts as nothing", recordIn("placed", { charged: 0 }), {}],
        ["unknown is uncertain and counts for limits", recordIn("unknown"), { uncertain: 45, today: 45, session: 45 }],
        [
            "dismissed is as uncertain as before",
            testRecord({ state: { name: "unknown", dismissed: true } }),
            { uncertain: 45, today: 45, session: 45 },
        ],
        ["refused was never spent", failed("none"), {}],
        ["refunded is given back as it was charged", failed("refunded", 50), { refunded: 50 }],
        ["failed and not refunded is spent", failed("spent", 45), { total: 45, today: 45, session: 45 }],
        ["failed without a word is uncertain", failed("unknown"), { uncertain: 45, today: 45, session: 45 }],
        ["stopped is spent all the same", recordIn("stopped"), { total: 45, today: 45, session: 45 }],
    ])("take what they are told: %s", (_, record, expected) => {
        expect(sumOf(record)).toEqual({ ...nothing, ...expected });
    });

    it("have no part that was paid for elsewhere", () => {
        const { quote: _, ...unquoted } = recordIn("placed", { origin: "elsewhere" });
        expect(spendingOf(unquoted)).toBeUndefined();
    });

    it("keep days and sessions apart", () => {
        const yesterday = recordIn("placed", { createdAt: startTime - 24 * 3_600_000, session: "session" });
        const earlier = recordIn("placed", { session: "earlier" });
        expect(sumOf(yesterday, earlier)).toEqual({ ...nothing, total: 90, today: 45, session: 45 });
    });

    it("follow a generation from its intent to its refund", () => {
        const steps = [testEvents.submitted, testEvents.jobRead, testEvents.jobEnded];
        let record = testRecord();
        const sums = steps.map((event) => {
            record = reduceRecord(record, event, startTime);
            return sumOf(record);
        });
        expect(sums.map(({ today, refunded }) => [today, refunded])).toEqual([
            [45, 0],
            [45, 0],
            [0, 45],
        ]);
    });

    it("show a charge that differs from the price", () => {
        const job = testJob({ status: "success", assetIds: ["a"], cost: 60 });
        const record = reduceRecord(recordIn("running"), { type: "jobSucceeded", job }, startTime);
        expect(spendingOf(record)).toMatchObject({ quoted: 45, charged: 60, outcome: "charged" });
        expect(sumOf(record).total).toBe(60);
    });
});

describe("the books", () => {
    const entry = spendingOf(recordIn("available")) as Spending;

    it("are read as they were written", () => {
        expect(parseBooks([entry])).toEqual([entry]);
    });

    it("hide no entry behind one that cannot be read", () => {
        expect(parseBooks([null, "?", {}, { ...entry, quoted: "45" }, entry])).toEqual([entry]);
    });

    it("take an outcome they do not know for money that may be gone", () => {
        const [strange] = parseBooks([{ ...entry, outcome: "lent", charged: "all" }]);
        expect(strange && committed(strange)).toBe(45);
        expect(strange?.outcome).toBe("unknown");
    });
});

describe("a limit in words", () => {
    const limits = parseLimits(undefined);

    it("is not there by default, and the threshold is 100 CU", () => {
        expect(limits).toEqual({ confirmAbove: 100, noSpend: false });
        expect(limitReached(limits, { ...nothing, today: 1e9, session: 1e9 }, 1e9)).toBeUndefined();
    });

    it.each([
        [{ daily: 100 }, { today: 60.5 }, 45, /45 CU more .* today's limit of 100 CU: 60\.5 CU are spent/],
        [{ session: 10 }, { session: 10 }, 0.25, /0\.25 CU more .* this session's limit of 10 CU: 10 CU are spent/],
        [{ daily: 10, session: 1 }, { today: 10, session: 1 }, 1, /today's/],
        [{ noSpend: true, daily: 10 }, {}, 0, /switched off/],
    ])("says what is in the way: %j with %j", (changes, spent, cost, words) => {
        expect(limitReached({ ...limits, ...changes }, { ...nothing, ...spent }, cost)).toMatch(words);
    });

    it.each([
        [10, 10, 0, false],
        [10, 9.99, 0.01, false],
        [10, 9.99, 0.02, true],
        [0.3, 0.1, 0.2, false],
        [0, 0, 0, false],
        [10, 11, 0, true],
    ])("of %d CU with %d CU spent holds back %d CU: %s", (daily, today, cost, isReached) => {
        expect(limitReached({ ...limits, daily }, { ...nothing, today }, cost) !== undefined).toBe(isReached);
    });

    it("shows at most two decimals", () => {
        expect([formatCost(10.754), formatCost(45), formatCost(0.1 + 0.2), formatCost()]).toEqual([
            "10.75 CU",
            "45 CU",
            "0.3 CU",
            "0 CU",
        ]);
    });
});
