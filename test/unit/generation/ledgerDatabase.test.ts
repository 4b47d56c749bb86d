import { forceCloseDatabase } from "fake-indexeddb";
import { deleteDB, openDB, unwrap } from "idb";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { GenerationError } from "../../../plugin/errors";
import { openLedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { databaseName } from "../../../plugin/generation/ledgerKeys";
import { toStorageError } from "../../../plugin/generation/storageError";
import { failReads, failWrites } from "./failWrites";
import { openBrowser, openTestLedger, putRecords, type TestLedger } from "./openTestLedger";
import { recordIn, testRecord } from "./testRecord";

const upgradeTo = (version: number) => openDB(databaseName, version, { upgrade: () => undefined });
const failureOf = ({ ledger }: TestLedger) => ledger.limits().then(String, (error: unknown) => error);

beforeEach(openBrowser);

describe("a database of a newer page", () => {
    it("is told, not touched and not overwritten", async () => {
        const newer = await upgradeTo(9);
        newer.close();
        const tab = openTestLedger();
        for (const failing of [tab.ledger.begin(testRecord()), tab.ledger.page({ count: 1 })]) {
            await expect(failing).rejects.toMatchObject({
                kind: "storage",
                spending: "none",
                message: expect.stringContaining("newer version"),
                advice: expect.stringContaining("Reload"),
            });
        }
        expect((await upgradeTo(9)).version).toBe(9);
    });

    it("need not wait for this one, which lets go and then says what happened", async () => {
        const tab = openTestLedger();
        await tab.ledger.begin(testRecord());
        const newer = await upgradeTo(2);
        expect(await newer.count("records")).toBe(1);
        expect(await failureOf(tab)).toMatchObject({ kind: "storage", message: expect.stringContaining("newer") });
        newer.close();
    });

    it("gets in also while this one is at work, whose work is whole or said to have failed", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.limits();
        const [begun, newer] = await Promise.all([
            tab.ledger.begin(record).then(
                () => true,
                () => false,
            ),
            upgradeTo(2),
        ]);
        expect(await newer.count("records")).toBe(begun ? 1 : 0);
        expect(await newer.count("spending")).toBe(begun ? 1 : 0);
        newer.close();
    });
});

describe("a connection that the browser closes", () => {
    const closeByForce = ({ database }: TestLedger) =>
        database.run(async (connection) => {
            // What lies under the connection is the one that can be closed like this.
            forceCloseDatabase(unwrap(connection) as unknown as Parameters<typeof forceCloseDatabase>[0]);
        });

    it("is opened again, and nothing is missing", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.begin(record);
        await closeByForce(tab);
        await expect.poll(() => tab.ledger.get(record.id).catch(() => undefined)).toEqual(record);
    });

    it("does not stay closed when the browser never says so", async () => {
        const tab = openTestLedger();
        const record = testRecord();
        await tab.ledger.begin(record);
        await tab.database.run(async (connection) => connection.close());
        expect(await failureOf(tab)).toMatchObject({ kind: "storage" });
        expect(await tab.ledger.get(record.id)).toEqual(record);
    });
});

describe("a database that was cleared in mid-use", () => {
    it("is told at once and for good, since an empty list looks as if nothing had been paid", async () => {
        const tab = openTestLedger();
        await tab.ledger.begin(testRecord());
        await deleteDB(databaseName);
        const lost = { kind: "storage", message: expect.stringContaining("lost the list") };
        expect(await failureOf(tab)).toMatchObject(lost);
        await expect(tab.ledger.begin(testRecord())).rejects.toMatchObject(lost);
        await expect(tab.ledger.page({ count: 1 })).rejects.toMatchObject(lost);
    });

    it("is told also when another tab made a new one first", async () => {
        const tab = openTestLedger();
        await tab.ledger.begin(testRecord());
        await deleteDB(databaseName);
        const other = openTestLedger();
        await other.ledger.begin(testRecord());
        expect(await failureOf(tab)).toMatchObject({ kind: "storage" });
        expect((await other.ledger.page({ count: 5 })).records).toHaveLength(1);
    });

    it("is opened anew by whoever opens the list again", async () => {
        const tab = openTestLedger();
        await tab.ledger.limits();
        await deleteDB(databaseName);
        expect(await failureOf(tab)).toMatchObject({ kind: "storage" });
        await openTestLedger().ledger.begin(testRecord());
    });
});

describe("a browser that keeps nothing", () => {
    it.each(["SecurityError", "UnknownError"])("is told before anything is paid: %s", async (name) => {
        const spy = vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
            throw new DOMException("Forbidden", name);
        });
        const tab = openTestLedger();
        await expect(tab.ledger.begin(testRecord())).rejects.toMatchObject({
            kind: "storage",
            spending: "none",
            message: expect.stringContaining("does not let the page keep anything"),
        });
        spy.mockRestore();
        await tab.ledger.begin(testRecord());
    });

    it("is told where there is no database at all", async () => {
        vi.stubGlobal("indexedDB", undefined);
        onTestFinished(() => void vi.unstubAllGlobals());
        expect(await failureOf(openTestLedger())).toMatchObject({ kind: "storage", spending: "none" });
    });

    it("is told when there is no room even for an empty list, and works when there is", async () => {
        const stop = failWrites({ error: "QuotaExceededError" });
        const tab = openTestLedger();
        expect(await failureOf(tab)).toMatchObject({ kind: "storage" });
        stop();
        await tab.ledger.begin(testRecord());
    });
});

describe("a reading that the browser breaks off", () => {
    it("is heard by who asked for it, and by nobody else", async () => {
        const tab = openTestLedger();
        await tab.ledger.limits();
        const unheard: unknown[] = [];
        const listen = (reason: unknown) => unheard.push(reason);
        process.on("unhandledRejection", listen);
        const stop = failReads("UnknownError");
        const asked = [tab.ledger.limits(), tab.ledger.get("a"), tab.database.run((one) => one.get("files", "a"))];
        const answers = await Promise.allSettled(asked);
        expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
        stop();
        await tab.ledger.limits();
        process.off("unhandledRejection", listen);
        expect(unheard).toEqual([]);
    });
});

describe("a ledger that was closed", () => {
    it("does nothing any more, and says so", async () => {
        const database = openLedgerDatabase();
        database.close();
        await expect(database.run(async () => 1)).rejects.toMatchObject({ kind: "storage" });
    });

    it("ends what it was writing", async () => {
        const tab = openTestLedger();
        const record = recordIn("available");
        await putRecords(tab, record);
        const writing = tab.ledger.forget(record.id);
        tab.database.close();
        await writing.catch(() => undefined);
        await expect(tab.ledger.get(record.id)).rejects.toMatchObject({ kind: "storage" });
        const kept = await openTestLedger().ledger.get(record.id);
        expect([undefined, record.id]).toContain(kept?.id);
    });
});

describe("a failure of the browser's storage in words", () => {
    it.each([
        ["QuotaExceededError", /storage is full/],
        ["VersionError", /newer version/],
        ["InvalidStateError", /lost the list/],
        ["AbortError", /broke off/],
        ["SecurityError", /does not let the page keep anything/],
        ["SomethingNew", /does not let the page keep anything/],
    ])("says what happened, that nothing was spent, and what to do: %s", (name, words) => {
        const cause = new DOMException("Internal", name);
        const error = toStorageError(cause);
        expect(error).toMatchObject({ kind: "storage", spending: "none", cause });
        expect(error.message).toMatch(words);
        expect(error.advice).toMatch(/\.$/);
    });

    it("takes whatever was thrown", () => {
        for (const thrown of [undefined, null, "text", new TypeError("x")]) {
            expect(toStorageError(thrown)).toMatchObject({ kind: "storage", spending: "none" });
        }
    });

    it("leaves alone what is in words already", () => {
        const error = new GenerationError("Known", { kind: "limit", spending: "none", advice: "Wait." });
        expect(toStorageError(error)).toBe(error);
    });
});
