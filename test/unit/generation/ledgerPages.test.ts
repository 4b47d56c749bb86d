import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import type { Ledger } from "../../../plugin/generation/ledger";
import { openBrowser, openTestLedger, putRecords, type TestLedger } from "./openTestLedger";
import { recordIn, startTime, stateNames, testRecord } from "./testRecord";

const placed = (id: string, createdAt: number) => recordIn("placed", { id, createdAt });

async function openWith(records: readonly GenerationRecord[]): Promise<TestLedger> {
    const tab = openTestLedger();
    await putRecords(tab, ...records);
    return tab;
}

/** The ids of all pages, one after the other; `meanwhile` runs between two of them. */
async function readAll(ledger: Ledger, count: number, meanwhile?: () => Promise<void>): Promise<string[]> {
    const ids: string[] = [];
    let before: GenerationRecord | undefined;
    for (;;) {
        const { records, hasMore } = await ledger.page({ count, before });
        ids.push(...records.map(({ id }) => id));
        before = records.at(-1) ?? before;
        if (!hasMore) {
            return ids;
        }
        await meanwhile?.();
    }
}

beforeEach(openBrowser);

describe("a page of the list", () => {
    it("is empty, and the last one, while nothing is kept", async () => {
        expect(await openTestLedger().ledger.page({ count: 10 })).toEqual({ records: [], hasMore: false });
    });

    it("has the newest first, and of the same moment one order that never changes", async () => {
        const records = ["b", "a", "d", "c"].map((id) => placed(id, startTime));
        const { ledger } = await openWith([...records, placed("e", startTime - 1), placed("f", startTime + 1)]);
        expect(await readAll(ledger, 100)).toEqual(["f", "d", "c", "b", "a", "e"]);
        expect(await readAll(ledger, 1)).toEqual(["f", "d", "c", "b", "a", "e"]);
    });

    it.each([1, 2, 3, 4, 5, 6, 7])("says whether there is more, in pages of %i", async (count) => {
        const ids = ["a", "b", "c", "d", "e", "f"];
        const { ledger } = await openWith(ids.map((id) => placed(id, startTime)));
        const { records, hasMore } = await ledger.page({ count });
        expect([records.length, hasMore]).toEqual([Math.min(6, count), count < 6]);
    });

    it("goes on where it was after a record that was removed", async () => {
        const { ledger } = await openWith(["a", "b", "c", "d"].map((id) => placed(id, startTime)));
        const { records } = await ledger.page({ count: 2 });
        await ledger.forget("c");
        expect((await ledger.page({ count: 2, before: records.at(-1) })).records.map(({ id }) => id)).toEqual([
            "b",
            "a",
        ]);
    });

    it("has each record once and misses none that was there all along, whatever is added and removed", async () => {
        const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 15 });
        const changes = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 14 }), fc.integer({ min: 0, max: 4 })));
        await fc.assert(
            fc.asyncProperty(times, fc.integer({ min: 1, max: 4 }), changes, async (offsets, count, todo) => {
                openBrowser();
                const records = offsets.map((offset, index) => placed(`id-${index}`, startTime + offset));
                const tab = await openWith(records);
                const [removed, left] = [new Set<string>(), [...todo]];
                const ids = await readAll(tab.ledger, count, async () => {
                    const [isRemoval, index, offset] = left.pop() ?? [true, 0, 0];
                    const id = `id-${index}`;
                    removed.add(id);
                    await tab.ledger.forget(id);
                    if (!isRemoval) {
                        await putRecords(tab, placed(`new-${left.length}`, startTime + offset));
                    }
                });
                expect(new Set(ids).size).toBe(ids.length);
                const staying = records.map(({ id }) => id).filter((id) => !removed.has(id));
                expect(ids).toEqual(expect.arrayContaining(staying));
            }),
            { numRuns: 60 },
        );
    });
});

describe("what is open", () => {
    it("is everything that is driven or waits for the user, newest first", async () => {
        const records = stateNames.map((name, index) => recordIn(name, { id: name, createdAt: startTime + index }));
        const { ledger } = await openWith(records);
        const atRest = ["placed", "failed"];
        const expected = stateNames.filter((name) => !atRest.includes(name)).reverse();
        expect((await ledger.open()).map(({ id }) => id)).toEqual(expected);
    });

    it("has a dismissed generation as well, which is still looked for", async () => {
        const record = testRecord({ state: { name: "unknown", dismissed: true } });
        expect(await (await openWith([record])).ledger.open()).toEqual([record]);
    });

    it("loses what has come to its end", async () => {
        const { ledger } = await openWith([recordIn("available", { id: "a" })]);
        await ledger.apply("a", {
            type: "placed",
            report: { triangles: 1, vertices: 3, textures: 0, size: [1, 1, 1], issues: [] },
        });
        expect(await ledger.open()).toEqual([]);
    });
});
