import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { noticeChanges } from "../../../plugin/generation/noticeChanges";
import { createGate } from "../support/createGate";
import { openBrowser, openTestLedger, putRecords } from "./openTestLedger";
import { recordIn } from "./testRecord";

beforeEach(openBrowser);

/** Starts to notice, lets something be written that nobody tells of, and gives what was told at the next reading. */
async function noticed(write: (tab: ReturnType<typeof openTestLedger>) => Promise<void>): Promise<string[]> {
    const tab = openTestLedger();
    const [start, minute] = [createGate(), createGate()];
    const end = new AbortController();
    onTestFinished(() => end.abort());
    let waits = 0;
    const told = await new Promise<readonly string[]>((resolve) => {
        const delay = (_: number, signal?: AbortSignal) => {
            start.open();
            waits += 1;
            if (waits === 1) {
                return minute.opened;
            }
            resolve([]);
            return new Promise<void>((_resolve, reject) =>
                signal?.addEventListener("abort", () => reject(signal.reason), { once: true }),
            );
        };
        noticeChanges({ ledger: tab.ledger, delay }, resolve, end.signal).catch(() => undefined);
        void start.opened.then(() => write(tab)).then(minute.open);
    });
    return [...told];
}

describe("a change that nobody told of", () => {
    it.each(["running", "available", "placed", "failed"] as const)(
        "is noticed, also when it is the end of what began since the last reading: %s",
        async (name) => {
            const record = recordIn(name);
            expect(await noticed((tab) => putRecords(tab, record))).toEqual([record.id]);
        },
    );

    it("is nothing where nothing was written", async () => {
        expect(await noticed(async () => undefined)).toEqual([]);
    });
});
