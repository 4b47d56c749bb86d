import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFileStore, type FileStore } from "../../../plugin/generation/fileStore";
import type { StoragePort } from "../../../plugin/generation/storagePort";
import { failWrites } from "./failWrites";
import { openBrowser, openTestLedger, putRecords, readStore, type TestLedger, writeRaw } from "./openTestLedger";
import { recordIn, startTime } from "./testRecord";

interface Session {
    tab: TestLedger;
    files: FileStore;
    /** Keeps so many bytes under a name, and lets a moment pass. */
    put: (hash: string, size?: number, refetchable?: boolean) => Promise<boolean>;
    changes: () => number;
}

const silent: StoragePort = {
    estimate: async () => ({ quota: undefined, used: undefined }),
    persist: async () => false,
    persisted: async () => false,
};

function openFiles(storage: Partial<StoragePort> = {}): Session {
    const tab = openTestLedger();
    let changes = 0;
    const files = createFileStore({
        database: tab.database,
        now: () => tab.clock.time,
        storage: { ...silent, ...storage },
        onChanged: () => {
            changes += 1;
        },
    });
    return {
        tab,
        files,
        changes: () => changes,
        put: (hash, size = 10, refetchable = true) => {
            tab.clock.time += 1000;
            return files.put(hash, new Uint8Array(size).fill(7), { refetchable });
        },
    };
}

/** Names of all files that are here whole. */
async function kept({ files, tab }: Session): Promise<string[]> {
    const rows = (await readStore(tab, "files")) as { hash: string }[];
    const found = await Promise.all(rows.map(async ({ hash }) => ((await files.get(hash)) ? [hash] : [])));
    return found.flat();
}

beforeEach(openBrowser);

describe("a kept file", () => {
    it("is here again, with all its bytes, also in another tab", async () => {
        const session = openFiles();
        expect(await session.put("a", 3)).toBe(true);
        const other = openFiles();
        const blob = await other.files.get("a");
        expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(new Uint8Array([7, 7, 7]));
        expect(await other.files.has("a")).toBe(true);
        expect(session.changes()).toBe(1);
    });

    it("is not here when it never was", async () => {
        const { files } = openFiles();
        expect(await files.get("a")).toBeUndefined();
        expect(await files.has("a")).toBe(false);
    });

    it("is replaced by the whole one that comes after it", async () => {
        const session = openFiles();
        await session.put("a", 3);
        await session.put("a", 5);
        expect((await session.files.get("a"))?.size).toBe(5);
        expect(await session.files.usage()).toMatchObject({ files: 1, bytes: 5 });
    });

    it.each([
        ["its bytes are cut short", { blob: new Blob(["123"]) }],
        ["its bytes are too many", { blob: new Blob(["12345678901"]) }],
        ["its bytes are no bytes", { blob: "1234567890" }],
        ["what is known about it cannot be read", { entry: { hash: "a", size: "10" } }],
    ])(
        "counts as not here when %s, and is fetched anew",
        async (_, { blob, entry }: { blob?: unknown; entry?: object }) => {
            const session = openFiles();
            await session.put("a", 10);
            if (blob !== undefined) {
                await writeRaw(session.tab, "blobs", blob as Blob, "a");
            }
            if (entry !== undefined) {
                await writeRaw(session.tab, "files", entry);
            }
            expect([await session.files.get("a"), await session.files.has("a")]).toEqual([undefined, false]);
            await session.put("a", 10);
            expect((await session.files.get("a"))?.size).toBe(10);
        },
    );

    it("counts as not here when the browser has lost its bytes", async () => {
        const session = openFiles();
        await session.put("a");
        const spy = vi.spyOn(Blob.prototype, "arrayBuffer").mockRejectedValue(new DOMException("", "NotReadableError"));
        expect([await session.files.get("a"), await session.files.has("a")]).toEqual([undefined, false]);
        spy.mockRestore();
    });

    it("can be read while storage is full", async () => {
        const session = openFiles();
        await session.put("a");
        failWrites({ error: "QuotaExceededError" });
        expect((await session.files.get("a"))?.size).toBe(10);
    });

    it("is written whole or not at all", async () => {
        const session = openFiles();
        for (const when of ["atOnce", "later"] as const) {
            const stop = failWrites({ error: "UnknownError", store: "blobs", when });
            await expect(session.put("a", 10, false)).rejects.toMatchObject({ kind: "storage" });
            stop();
            expect([await readStore(session.tab, "files"), await readStore(session.tab, "blobs")]).toEqual([[], []]);
        }
    });
});

describe("when there is no room", () => {
    it("the least recently used files go that can be fetched again, as many as are needed", async () => {
        const session = openFiles();
        for (const hash of ["a", "b", "c", "d"]) {
            await session.put(hash, 10);
        }
        session.tab.clock.time += 1000;
        await session.files.get("a");
        failWrites({ error: "QuotaExceededError", store: "blobs", times: 1, when: "later" });
        expect(await session.put("new", 15)).toBe(true);
        expect(await kept(session)).toEqual(["a", "d", "new"]);
    });

    it("more and more of them go until it fits", async () => {
        const session = openFiles();
        for (const hash of ["a", "b", "c"]) {
            await session.put(hash, 10);
        }
        failWrites({ error: "QuotaExceededError", store: "blobs", times: 2, when: "later" });
        expect(await session.put("picture", 10, false)).toBe(true);
        expect(await kept(session)).toEqual(["c", "picture"]);
    });

    it("downloads that broke off go first", async () => {
        const session = openFiles();
        await session.put("a", 10);
        await writeRaw(session.tab, "partials", { blob: new Blob(["1234567890"]), validator: "v" }, "asset");
        failWrites({ error: "QuotaExceededError", store: "blobs", times: 1 });
        expect(await session.put("new", 10)).toBe(true);
        expect(await kept(session)).toEqual(["a", "new"]);
        expect(await readStore(session.tab, "partials")).toEqual([]);
    });

    it("nothing goes that only the user can let go", async () => {
        const session = openFiles();
        await session.put("picture", 10, false);
        await session.put("model", 10);
        failWrites({ error: "QuotaExceededError", store: "blobs" });
        await expect(session.put("another", 10, false)).rejects.toMatchObject({ kind: "storage", spending: "none" });
        expect(await kept(session)).toEqual(["picture"]);
    });

    it("a model is held by this tab, and by this tab alone", async () => {
        const session = openFiles();
        failWrites({ error: "QuotaExceededError", store: "blobs" });
        expect(await session.put("model", 10)).toBe(false);
        expect((await session.files.get("model"))?.size).toBe(10);
        expect(await session.files.has("model")).toBe(true);
        expect(await openFiles().files.has("model")).toBe(false);
        expect(await session.files.usage()).toMatchObject({ files: 0, bytes: 0 });
    });

    it("memory holds a few models only, the latest ones, until they are let go or find room", async () => {
        const session = openFiles();
        const stop = failWrites({ error: "QuotaExceededError", store: "blobs" });
        for (const hash of ["a", "b", "c", "a", "d", "e"]) {
            await session.put(hash);
        }
        const held = async () => Promise.all(["a", "b", "c", "d", "e"].map((hash) => session.files.has(hash)));
        expect(await held()).toEqual([true, false, true, true, true]);
        stop();
        await session.put("a");
        await session.files.free();
        expect(await held()).toEqual([false, false, false, false, false]);
    });

    it("nothing goes when the failure is another one", async () => {
        const session = openFiles();
        await session.put("a", 10);
        failWrites({ error: "UnknownError", store: "blobs" });
        expect(await session.put("b", 10)).toBe(false);
        await expect(session.put("picture", 10, false)).rejects.toMatchObject({ kind: "storage" });
        expect(await kept(session)).toEqual(["a"]);
    });

    it("an empty file does not let all others go", async () => {
        const session = openFiles();
        await session.put("a", 10);
        failWrites({ error: "QuotaExceededError", store: "blobs" });
        await expect(session.put("picture", 0, false)).rejects.toMatchObject({ kind: "storage" });
        expect(await kept(session)).toEqual(["a"]);
    });
});

describe("the room that files take", () => {
    it("is summed with what can be fetched again told apart, and what the browser says", async () => {
        const session = openFiles({
            estimate: async () => ({ quota: 1000, used: 400 }),
            persisted: async () => true,
        });
        await session.put("picture", 20, false);
        await session.put("model", 30);
        await writeRaw(session.tab, "partials", { blob: new Blob(["12345"]), validator: "v" }, "asset");
        await writeRaw(session.tab, "files", { hash: "damaged" });
        expect(await session.files.usage()).toEqual({
            files: 2,
            bytes: 55,
            refetchable: 35,
            quota: 1000,
            used: 400,
            persistent: true,
        });
    });

    it("is given back by the user's word, but for what cannot be fetched again", async () => {
        const session = openFiles();
        await session.put("picture", 20, false);
        await session.put("model", 30);
        await session.put("thumbnail", 1);
        const changes = session.changes();
        expect(await session.files.free()).toBe(31);
        expect(await kept(session)).toEqual(["picture"]);
        expect(session.changes()).toBeGreaterThan(changes);
        expect(await session.files.free()).toBe(0);
    });

    it("is given back with the pictures of forgotten generations, but for one that is being paid for", async () => {
        const session = openFiles();
        const { tab } = session;
        const record = (hash: string) => {
            const placed = recordIn("placed");
            return { ...placed, ...(placed.picture && { picture: { ...placed.picture, hash } }) };
        };
        const forgotten = record("forgotten");
        await putRecords(tab, record("listed"), forgotten, recordIn("placed", { account: "other" }));
        for (const hash of ["listed", "forgotten", "c0ffee"]) {
            await session.put(hash, 10, false);
        }
        tab.clock.time += 2 * 3_600_000;
        await session.put("paying", 10, false);
        await tab.ledger.forget(forgotten.id);
        expect(await session.files.free()).toBe(10);
        expect(await kept(session)).toEqual(["c0ffee", "listed", "paying"]);
    });

    it.each([
        ["a later version's", { ...recordIn("placed"), version: 9 }],
        ["a damaged one", { version: 1, state: "?" }],
        ["nothing", undefined],
    ])("is given back with no picture while there is a record that may have any: %s", async (_, record) => {
        const session = openFiles();
        await session.put("old", 10, false);
        await writeRaw(session.tab, "records", { id: "a", account: "account", record });
        session.tab.clock.time += 2 * 3_600_000;
        expect(await session.files.free()).toBe(0);
        expect(await kept(session)).toEqual(["old"]);
    });

    it.each([
        ["less than is needed", { quota: 1000, used: 951 }, 80, false],
        ["enough", { quota: 1000, used: 400 }, 80, true],
        ["just enough with what can be let go", { quota: 1000, used: 950 }, 80, true],
        ["unknown", { quota: undefined, used: undefined }, 80, true],
        ["known in part", { quota: 10, used: undefined }, 80, true],
    ])("is reserved before a payment when it is %s", async (_, estimate, needed, isEnough) => {
        const session = openFiles({ estimate: async () => estimate });
        await session.put("model", 30);
        const reserved = await session.files.reserve(needed).then(
            () => true,
            (error: unknown) => {
                expect(error).toMatchObject({ kind: "storage", spending: "none" });
                return false;
            },
        );
        expect(reserved).toBe(isEnough);
    });

    it("is asked to be kept once, and the payment does not wait for the user's word about it", async () => {
        let asked = 0;
        const isPersistent = { now: false };
        const { files } = openFiles({
            persisted: async () => isPersistent.now,
            persist: () => {
                asked += 1;
                return new Promise(() => undefined);
            },
        });
        await files.reserve(1);
        isPersistent.now = true;
        await files.reserve(1);
        expect(asked).toBe(1);
    });

    it("is reserved also where the browser fails to promise anything", async () => {
        const { files } = openFiles({ persist: () => Promise.reject(new Error("No")) });
        await files.reserve(1);
    });
});

it("files are used in the order of their last reading, by any tab", async () => {
    const session = openFiles();
    await session.put("a");
    await session.put("b");
    const other = openFiles();
    other.tab.clock.time = startTime + 3_600_000;
    await other.files.get("a");
    failWrites({ error: "QuotaExceededError", store: "blobs", times: 1 });
    await session.put("c", 5);
    expect(await kept(session)).toEqual(["a", "c"]);
});
