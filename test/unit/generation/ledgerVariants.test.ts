import { beforeEach, describe, expect, it } from "vitest";
import { type GenerationRecord, placeOf, readRecord } from "../../../plugin/generation/generationRecord";
import { openBrowser, openTestLedger } from "./openTestLedger";
import { stateNames, testRecord, testStates } from "./testRecord";

beforeEach(openBrowser);

const variant = { group: "group-1", number: 1, count: 3, base: "what is on screen" };
const aVariant = (changes: Partial<typeof variant> = {}, rest: Partial<GenerationRecord> = {}) =>
    testRecord({ ...rest, variant: { ...variant, ...changes } });
const begin = (record: GenerationRecord, planned?: number) =>
    openTestLedger()
        .ledger.begin(record, planned)
        .then(
            () => "begun",
            (error: Error) => error.message,
        );

describe("a record of a variant", () => {
    it("is read as it was written, and stands in the place of its group", () => {
        const record = aVariant();
        expect(readRecord(structuredClone(record))).toEqual(record);
        expect(placeOf(record)).toBe("group-1");
    });

    it("may be none, as those of before, and then has a place of its own", () => {
        const record = testRecord();
        expect(readRecord(structuredClone(record))).toEqual(record);
        expect(placeOf(record)).toBe(record.id);
    });

    it.each([{ group: "" }, { number: 0 }, { number: 1.5 }, { count: 0 }, { base: 7 }])(
        "is corrupt with %o",
        (damage) => {
            expect(readRecord({ ...testRecord(), variant: { ...variant, ...damage } })).toBe("corrupt");
        },
    );
});

describe("an intent of a variant", () => {
    it("is written beside others of its group, and those of other requests and accounts", async () => {
        expect(await begin(aVariant())).toBe("begun");
        expect(await begin(aVariant({ number: 2 }))).toBe("begun");
        expect(await begin(aVariant({ group: "group-2", base: "something else" }))).toBe("begun");
        expect(await begin(testRecord())).toBe("begun");
        expect(await begin(aVariant({ group: "group-3" }, { account: "another" }))).toBe("begun");
    });

    it("is refused while another group of exactly the same is being made, in any tab", async () => {
        await begin(aVariant());
        expect(await begin(aVariant({ group: "group-2", number: 1 }))).toBe(
            "Variants of exactly this are being generated now.",
        );
    });

    it("is begun by one of several tabs that ask at once", async () => {
        const answers = await Promise.all([1, 2, 3, 4].map((tab) => begin(aVariant({ group: `group-${tab}` }))));
        expect(answers.filter((answer) => answer === "begun")).toHaveLength(1);
    });

    it.each(stateNames)("beside one that is %s is refused only while that is being made", async (name) => {
        await begin(aVariant({}, { state: testStates[name] }));
        const isBeingMade = ["intent", "running", "downloading"].includes(name);
        expect((await begin(aVariant({ group: "group-2" }))) === "begun").toBe(!isBeingMade);
    });

    it("is refused when the limits do not allow those that are planned after it", async () => {
        await openTestLedger().ledger.setLimits({ daily: 134 });
        expect(await begin(aVariant(), 90)).toMatch(/^135 CU more would go above today's limit/);
        expect(await begin(aVariant(), 89)).toBe("begun");
        expect(await begin(aVariant({ number: 2 }), 45)).toMatch(/^90 CU more/);
        expect(await begin(aVariant({ number: 2 }), 44)).toBe("begun");
    });
});
