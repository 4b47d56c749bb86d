import { openDB } from "idb";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { hasOpenWork } from "../../../plugin/generation/hasOpenWork";
import { databaseName } from "../../../plugin/generation/ledgerKeys";
import { openBrowser, openTestLedger, putRecords } from "./openTestLedger";
import { recordIn, stateNames } from "./testRecord";

beforeEach(openBrowser);

describe("work that an earlier page left", () => {
    it("is none where nothing was ever kept, and looking for it makes nothing", async () => {
        expect(await hasOpenWork()).toBe(false);
        expect(await indexedDB.databases()).toEqual([]);
    });

    it.each(stateNames)("is what goes on by itself: %s", async (name) => {
        await putRecords(openTestLedger(), recordIn("placed"), recordIn(name), recordIn("available"));
        const goesOn = ["intent", "unknown", "running", "downloading", "interrupted"].includes(name);
        expect(await hasOpenWork()).toBe(goesOn);
    });

    it("is seen whoever it belongs to", async () => {
        await putRecords(openTestLedger(), recordIn("placed"), recordIn("running", { account: "another" }));
        expect(await hasOpenWork()).toBe(true);
    });

    it("is over with the last step of it", async () => {
        const tab = openTestLedger();
        await putRecords(tab, recordIn("downloading", { id: "vase" }));
        await tab.ledger.apply("vase", { type: "interrupted", error: lost, retryAt: undefined });
        expect(await hasOpenWork()).toBe(true);
        await tab.ledger.apply("vase", { type: "stopped" });
        expect(await hasOpenWork()).toBe(false);
    });

    it("is not looked for where the browser keeps nothing", async () => {
        const { indexedDB } = globalThis;
        onTestFinished(() => void Object.assign(globalThis, { indexedDB }));
        Object.assign(globalThis, { indexedDB: undefined });
        expect(await hasOpenWork()).toBe(false);
    });

    it("is looked for without standing in the way of a newer page", async () => {
        await putRecords(openTestLedger(), recordIn("running"));
        await hasOpenWork();
        const newer = await openDB(databaseName, 99);
        newer.close();
    });
});

const lost = { message: "Lost.", kind: "network", spending: "spent", advice: "Wait." } as const;
