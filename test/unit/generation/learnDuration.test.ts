import { beforeEach, describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { learnDuration } from "../../../plugin/generation/learnDuration";
import { openBrowser, openTestLedger, putRecords } from "./openTestLedger";
import { recordIn, startTime } from "./testRecord";

const modelId = "model_tripo-v3-0-image-to-3d";
let count = 0;

/** A generation whose job took so long, newer than those before it. */
function took(ms: number, changes: Partial<GenerationRecord> = {}, between: readonly string[] = []): GenerationRecord {
    const at = startTime + ++count;
    const states = ["intent", "running", ...between, "downloading", "available"];
    const history = states.map((state) => ({ state, at: ["intent", "running"].includes(state) ? at : at + ms }));
    return recordIn("available", { createdAt: at, history, ...changes });
}

async function learnFrom(...records: readonly GenerationRecord[]): Promise<number | undefined> {
    const tab = openTestLedger();
    await putRecords(tab, ...records);
    return learnDuration(tab.ledger, modelId);
}

beforeEach(openBrowser);

describe("how long a job usually takes", () => {
    it("is not known from nothing", async () => {
        expect(await learnFrom()).toBeUndefined();
    });

    it("is what lies in the middle, whatever a single one took", async () => {
        expect(await learnFrom(took(90_000), took(80_000), took(9_000_000))).toBe(90_000);
    });

    it.each([
        ["of another model", took(1, { request: { modelId: "another", input: {} } })],
        ["made elsewhere", took(1, { origin: "elsewhere" })],
        ["that was stopped on its way", took(1, {}, ["stopped", "running"])],
        ["that was interrupted", took(1, {}, ["interrupted", "running"])],
        ["that was looked for", took(1, { history: [{ state: "unknown", at: startTime }] })],
        ["that is not done", took(1, { history: [{ state: "intent", at: startTime }] })],
        ["of another account", took(1, { account: "other" })],
    ])("is not learned from one %s", async (_, record) => {
        expect(await learnFrom(record, took(80_000, {}))).toBe(80_000);
    });

    it("is learned from the latest ones", async () => {
        const early = Array.from({ length: 30 }, () => took(10_000));
        const late = Array.from({ length: 20 }, () => took(60_000));
        expect(await learnFrom(...early, ...late)).toBe(60_000);
    });
});
