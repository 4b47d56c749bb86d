import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
    type GenerationRecord,
    generationRecordSchema,
    type RecordMigration,
    readRecord,
} from "../../../plugin/generation/generationRecord";
import { recordIn, stateNames, testRecord } from "./testRecord";

/** As version 3 of this package might keep a record: its name has become a title. */
const thirdSchema = z
    .object({ ...generationRecordSchema.shape, version: z.literal(3), title: z.string() })
    .transform((record) => ({ ...record, version: 1 as const, name: record.title }));
const upperCase: RecordMigration = (record) => ({ ...record, version: 2, name: String(record.name).toUpperCase() });
const nameToTitle: RecordMigration = ({ name, ...record }) => ({ ...record, version: 3, name: "", title: `${name}!` });
const readThird = (stored: unknown, steps = [upperCase, nameToTitle]) =>
    readRecord(stored, steps, thirdSchema as unknown as z.ZodType<GenerationRecord>);

describe("a stored record", () => {
    it.each(stateNames)("is read as it was written when it is %s", (name) => {
        const record = recordIn(name);
        expect(readRecord(structuredClone(record))).toEqual(record);
    });

    it("is read without what this version does not know", () => {
        const record = testRecord();
        expect(readRecord({ ...record, mood: "good", state: { ...record.state, colour: "blue" } })).toEqual(record);
    });

    it.each([
        ["nothing", undefined],
        ["null", null],
        ["text", "record"],
        ["a list", [testRecord()]],
        ["without a version", { ...testRecord(), version: undefined }],
        ["of version 0", { ...testRecord(), version: 0 }],
        ["of version 1.5", { ...testRecord(), version: 1.5 }],
        ["of a version in words", { ...testRecord(), version: "2" }],
        ["without an account", { ...testRecord(), account: "" }],
        ["in a state nobody knows", { ...testRecord(), state: { name: "dreaming" } }],
        ["in a state that lacks something", { ...testRecord(), state: { name: "unknown" } }],
        ["with a charge that is no number", { ...testRecord(), charged: Number.NaN }],
        ["with a charge without end", { ...testRecord(), charged: Number.POSITIVE_INFINITY }],
        ["with an input that is no value", { ...testRecord(), request: { modelId: "m", input: { image: null } } }],
    ])("is corrupt when it is %s", (_, stored) => {
        expect(readRecord(stored)).toBe("corrupt");
    });

    it("is newer, not corrupt, when a later version wrote it, whatever else is in it", () => {
        expect(readRecord({ ...testRecord(), version: 2 })).toBe("newer");
        expect(readRecord({ version: 7 })).toBe("newer");
    });
});

describe("a record of an earlier version", () => {
    const [first] = [testRecord({ name: "vase" })];

    it("goes through all steps from its own version on", () => {
        expect(readThird(first)).toMatchObject({ id: first.id, name: "VASE!" });
        expect(readThird({ ...first, version: 2 })).toMatchObject({ name: "vase!" });
    });

    it("goes through no step when it is of this version", () => {
        expect(readThird({ ...first, version: 3, title: "bowl" })).toMatchObject({ name: "bowl" });
        expect(readThird({ ...first, version: 4, title: "bowl" })).toBe("newer");
    });

    it("is not changed by being read", () => {
        const stored = Object.freeze({ ...first });
        readThird(stored);
        expect(stored).toEqual(first);
    });

    it.each<[string, RecordMigration[]]>([
        ["a step fails on what is missing", [() => JSON.parse("{"), nameToTitle]],
        ["a step loses the version", [({ version: _, ...record }) => record, nameToTitle]],
        ["a step leaves something out", [upperCase, ({ id: _, ...record }) => ({ ...record, version: 3, title: "" })]],
        ["a step leaves the version as it is", [upperCase, (record) => ({ ...record, title: "" })]],
    ])("is corrupt, and stops nobody else from being read, when %s", (_, steps) => {
        expect(readThird(first, steps)).toBe("corrupt");
    });
});
