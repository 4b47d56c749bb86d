import { describe, expect, it } from "vitest";
import type { DownloadOptions, PartialFile, PartialFiles } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession } from "./clientSession";
import { type Behaviour, startFileServer } from "./fileServer";
import { glbBytes, sha256Of } from "./glbBytes";

const bytes = glbBytes(1000);
const right = sha256Of(bytes);

/** Storage in memory that notes what is asked of it. */
function createStorage(initial?: unknown): PartialFiles & { kept: Map<string, PartialFile>; calls: string[] } {
    const kept = new Map<string, PartialFile>();
    const calls: string[] = [];
    if (initial !== undefined) {
        // Storage may hold anything, whatever its type says.
        kept.set("asset_g", initial as PartialFile);
    }
    return {
        kept,
        calls,
        load: async (assetId) => {
            calls.push(`load ${assetId}`);
            return kept.get(assetId);
        },
        save: async (assetId, partial) => {
            calls.push(`save ${assetId} ${partial.bytes.byteLength}`);
            kept.set(assetId, partial);
        },
        clear: async (assetId) => {
            calls.push(`clear ${assetId}`);
            kept.delete(assetId);
        },
    };
}

const partialOf = (count: number, changes: object = {}) => ({
    bytes: new Uint8Array(bytes.subarray(0, count)),
    total: bytes.length,
    validator: '"v1"',
    ...changes,
});

async function openDownload(behave: (count: number) => Behaviour = () => ({}), file = bytes) {
    const server = await startFileServer({ bytes: file, behave });
    const { createClient } = await openSession();
    const startTimer = (ms: number, onEnd: () => void) => {
        // The only wait of this length is the one for storage.
        if (ms === 5000) {
            setImmediate(onEnd);
        }
        return () => undefined;
    };
    return {
        ...server,
        download: (options: DownloadOptions) =>
            createClient({ baseUrl: server.origin }).downloadModel(["asset_g"], options),
        impatient: (options: DownloadOptions) =>
            createClient({ baseUrl: server.origin, startTimer }).downloadModel(["asset_g"], options),
    };
}

/** Lets everything run that is not waited for. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const brokenAt = (count: number) => (request: number) => (request === 1 ? { cutAfter: count } : { drop: true });

describe("the beginning of a file", () => {
    it("is kept when a call fails, and the next call goes on from it and clears it", async () => {
        const partial = createStorage();
        const broken = await openDownload(brokenAt(300));
        expect(await failureOf(broken.download({ partial }))).toMatchObject({ kind: "network" });
        await settle();
        expect(partial.kept.get("asset_g")).toEqual(partialOf(300));

        const whole = await openDownload();
        const loaded: number[] = [];
        const file = await whole.download({ partial, onProgress: (progress) => loaded.push(progress.loaded) });
        await settle();
        expect(file.sha256).toBe(right);
        expect(whole.asked()).toEqual(['1 bytes=300- "v1"']);
        expect(loaded[0]).toBeGreaterThan(300);
        expect(partial.kept.size).toBe(0);
    });

    it("is kept when the caller ends the call", async () => {
        const partial = createStorage();
        const controller = new AbortController();
        const { download } = await openDownload(() => ({ headers: { "content-length": "2000" }, endAfter: 400 }));
        const onProgress = () => controller.abort("enough");
        expect(await failureOf(download({ partial, signal: controller.signal, onProgress }))).toBe("enough");
        await settle();
        expect(partial.kept.get("asset_g")).toMatchObject({ total: 2000, validator: '"v1"' });
    });

    it("is kept while a large file comes, in growing steps", async () => {
        const large = glbBytes(24 * 2 ** 20);
        const partial = createStorage();
        const { download } = await openDownload(() => ({}), large);
        expect((await download({ partial })).sha256).toBe(sha256Of(large));
        await settle();
        const saves = partial.calls.filter((call) => call.startsWith("save")).map((call) => Number(call.split(" ")[2]));
        expect(saves.length).toBeGreaterThanOrEqual(3);
        expect(saves[0]).toBeGreaterThanOrEqual(4 * 2 ** 20);
        expect(saves.reduce((sum, size) => sum + size)).toBeLessThan(5 * large.length);
        expect(partial.calls.at(-1)).toBe("clear asset_g");
    });

    it("is kept before the next try, in case the page is gone by then", async () => {
        const large = glbBytes(2 * 2 ** 20);
        const partial = createStorage();
        const { download } = await openDownload((count) => (count === 1 ? { cutAfter: 2 ** 20 } : {}), large);
        expect((await download({ partial })).sha256).toBe(sha256Of(large));
        await settle();
        expect(partial.calls).toEqual(["load asset_g", expect.stringMatching(/^save /), "clear asset_g"]);
    });

    it("is not saved again at every break of a line that is cut often", async () => {
        const partial = createStorage();
        const { download } = await openDownload((count) => (count < 20 ? { cutAfter: 20 } : {}));
        await download({ partial });
        await settle();
        expect(partial.calls).toEqual(["load asset_g", "clear asset_g"]);
    });

    it.each<[string, Behaviour]>([
        ["cannot be continued", { cutAfter: 300, headers: { etag: undefined } }],
        ["is a page in the way", { status: 200, body: "<!doctype html><title>Sign in</title>" }],
        ["is no answer at all", { drop: true }],
    ])("is not kept when it %s", async (_, behaviour) => {
        const partial = createStorage();
        const { download } = await openDownload(() => behaviour);
        await failureOf(download({ partial }));
        await settle();
        expect(partial.calls).toEqual(["load asset_g"]);
    });

    it.each<[string, object | string]>([
        ["is longer than the file", partialOf(1000)],
        ["is empty", partialOf(0)],
        ["has no version", partialOf(300, { validator: "" })],
        ["has a version that is no header", partialOf(300, { validator: '"v1"\r\nx-other: 1' })],
        ["has no bytes", partialOf(300, { bytes: [1, 2, 3] })],
        ["is nonsense", "nonsense"],
    ])("is not used when it %s", async (_, initial) => {
        const partial = createStorage(initial);
        const { download, asked } = await openDownload();
        expect((await download({ partial })).sha256).toBe(right);
        await settle();
        expect(asked()).toEqual(["1 whole"]);
        expect(partial.kept.size).toBe(0);
    });

    it.each<[string, object, Behaviour]>([
        ["another version", partialOf(300, { validator: '"v0"' }), {}],
        ["a file of another length", partialOf(300, { total: 999 }), {}],
        ["a file that is shorter now", partialOf(300, { total: undefined }), { status: 416 }],
    ])("is dropped when it is of %s", async (_, initial, behaviour) => {
        const partial = createStorage(initial);
        const { download } = await openDownload((count) => (count === 1 ? behaviour : {}));
        expect((await download({ partial })).sha256).toBe(right);
        await settle();
        expect(partial.kept.size).toBe(0);
    });

    it("is dropped when the pieces do not make a model", async () => {
        const wrong = partialOf(300, { bytes: new Uint8Array(300) });
        wrong.bytes.set(new TextEncoder().encode("<html>"));
        const partial = createStorage(wrong);
        const { download } = await openDownload();
        expect(await failureOf(download({ partial }))).toMatchObject({ kind: "file" });
        await settle();
        expect(partial.kept.size).toBe(0);
        expect((await download({ partial })).sha256).toBe(right);
    });
});

describe("storage that fails", () => {
    const fail = () => Promise.reject(new Error("The disk is full"));
    const throwAtOnce = () => {
        throw new Error("The database is closed");
    };
    const hang = () => new Promise<never>(() => undefined);

    for (const [how, broken] of [
        ["rejects", fail],
        ["throws", throwAtOnce],
        ["never answers", hang],
    ] as const) {
        it.each(["load", "save", "clear"] as const)(`and ${how} in %s does not fail the download`, async (method) => {
            const large = glbBytes(5 * 2 ** 20);
            const { impatient } = await openDownload(
                (count) => (count === 1 ? { cutAfter: 4.5 * 2 ** 20 } : {}),
                large,
            );
            const partial = { ...createStorage(), [method]: broken };
            expect((await impatient({ partial })).sha256).toBe(sha256Of(large));
        });

        it(`and ${how} in save leaves the failure of the download as it is`, async () => {
            const { download } = await openDownload(brokenAt(300));
            const partial = { ...createStorage(), save: broken };
            expect(await failureOf(download({ partial }))).toMatchObject({ kind: "network", spending: "spent" });
        });
    }

    it("does not keep the caller from ending the call", async () => {
        const controller = new AbortController();
        const { download } = await openDownload();
        const partial = {
            ...createStorage(),
            load: () => {
                controller.abort("enough");
                return hang();
            },
        };
        expect(await failureOf(download({ partial, signal: controller.signal }))).toBe("enough");
    });
});

describe("a converted file", () => {
    it("is not kept, since the next conversion may make another one", async () => {
        const partial = createStorage();
        const { client, finish } = await openSession();
        const assetIds = await finish({ quad: true });
        await expect(client.downloadModel(assetIds, { partial })).resolves.toMatchObject({ convertedFrom: "fbx" });
        await settle();
        expect(partial.calls).toEqual([]);
    });
});
