import { beforeEach, describe, expect, it } from "vitest";
import { joinBrowserSession } from "../../../plugin/generation/browserSession";
import type { LedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { createOwnLocks } from "../../../plugin/generation/ownLocks";
import { createTabLocks, type LockManagerPort } from "../../../plugin/generation/tabLocks";
import { createGate } from "../support/createGate";
import { createSharedLocks } from "../support/sharedLocks";
import { failWrites } from "./failWrites";
import { openBrowser, openTestLedger, writeRaw } from "./openTestLedger";

/** Tabs of one browser that can be left. */
async function openTabs(manager: LockManagerPort = createOwnLocks()) {
    const { database, ledger } = openTestLedger();
    await ledger.limits();
    return () => {
        const stop = new AbortController();
        const locks = createTabLocks("test", manager);
        return {
            close: () => stop.abort(),
            session: joinBrowserSession(database, locks, stop.signal),
        };
    };
}

beforeEach(openBrowser);

describe("a browser session", () => {
    it("begins with the first tab, and the next ones join it", async () => {
        const open = await openTabs();
        const session = await open().session;
        expect(session).toMatch(/^[0-9a-f]{32}$/);
        expect([await open().session, await open().session]).toEqual([session, session]);
    });

    it("is one for tabs that open at the same moment, every time", async () => {
        for (let round = 0; round < 20; round++) {
            const open = await openTabs();
            const sessions = await Promise.all([open(), open(), open()].map(({ session }) => session));
            expect(new Set(sessions).size).toBe(1);
        }
    });

    it("is that of the first tab also while that is slow to write it down", async () => {
        const [{ database }, locks] = [openTestLedger(), createOwnLocks()];
        await writeRaw(openTestLedger(), "meta", { id: "yesterday" }, "session");
        const gate = createGate();
        const slow: LedgerDatabase = { ...database, run: (work) => gate.opened.then(() => database.run(work)) };
        const { signal } = new AbortController();
        const first = joinBrowserSession(slow, createTabLocks("test", locks), signal);
        const second = joinBrowserSession(database, createTabLocks("test", locks), signal);
        await database.run((connection) => connection.count("meta"));
        gate.open();
        expect(await second).toBe(await first);
    });

    it("goes on while any tab is there, also when the first one is left", async () => {
        const open = await openTabs();
        const first = open();
        const session = await first.session;
        const second = open();
        await second.session;
        first.close();
        expect(await open().session).toBe(session);
    });

    it("ends with the last tab, and the next one begins a new one", async () => {
        const open = await openTabs();
        const tabs = [open(), open()];
        const [session] = await Promise.all(tabs.map((tab) => tab.session));
        for (const tab of tabs) {
            tab.close();
        }
        const next = await open().session;
        expect(next).not.toBe(session);
        expect(await open().session).toBe(next);
    });

    it("is not an earlier one that still lies there when the browser is started", async () => {
        await writeRaw(openTestLedger(), "meta", { id: "yesterday" }, "session");
        expect(await (await openTabs())().session).not.toBe("yesterday");
    });

    it("is begun anew by a tab that finds it unreadable", async () => {
        const open = await openTabs();
        await open().session;
        await writeRaw(openTestLedger(), "meta", { id: 7 }, "session");
        const second = await open().session;
        expect(second).toMatch(/^[0-9a-f]{32}$/);
        expect(await open().session).toBe(second);
    });

    it("lives on when a tab dies without a word", async () => {
        const [locks, { database }] = [createSharedLocks(), openTestLedger()];
        const open = (name: string) => joinBrowserSession(database, locks.forTab(name), new AbortController().signal);
        const session = await open("1");
        await open("2");
        locks.kill("1");
        expect(await open("3")).toBe(session);
        locks.kill("2");
        locks.kill("3");
        expect(await open("4")).not.toBe(session);
    });

    it("does not keep the list shut when storage is full, since room is made there", async () => {
        const open = await openTabs();
        failWrites({ error: "QuotaExceededError", store: "meta" });
        expect(await open().session).toMatch(/^[0-9a-f]{32}$/);
    });

    it("is refused where nothing can be written, and the next tab need not wait for it", async () => {
        const open = await openTabs();
        const stop = failWrites({ error: "UnknownError", store: "meta" });
        await expect(open().session).rejects.toMatchObject({ kind: "storage" });
        stop();
        expect(await open().session).toMatch(/^[0-9a-f]{32}$/);
    });

    it("is not joined by a tab that is gone already", async () => {
        const { database } = openTestLedger();
        const [locks, reason] = [createTabLocks("test", createOwnLocks()), new Error("Closed")];
        await expect(joinBrowserSession(database, locks, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
});
