import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import type { DownloadOptions, ScenarioClientOptions } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession } from "./clientSession";
import { type Behaviour, startFileServer, strongTag } from "./fileServer";
import { glbBytes, sha256Of } from "./glbBytes";
import { sendJson } from "./scriptedServer";

const bytes = glbBytes(1000);
const cutAt100 = { cutAfter: 100 };

interface Setting extends Partial<Parameters<typeof startFileServer>[0]> {
    /** For the first requests, one each. */
    first?: readonly Behaviour[];
    client?: ScenarioClientOptions;
}

async function openDownload({ first = [], client: clientOptions, ...options }: Setting = {}) {
    const behave = (count: number) => first[count - 1] ?? {};
    const files = await startFileServer({ bytes, behave, ...options });
    const { createClient, clock } = await openSession();
    const client = createClient({ baseUrl: files.origin, ...clientOptions });
    const download = (callOptions?: DownloadOptions) => client.downloadModel(["asset_g"], callOptions);
    return { ...files, clock, download };
}

describe("a transfer that breaks off", () => {
    it("goes on from the bytes that are here, from a fresh link", async () => {
        const { download, asked } = await openDownload({ first: [cutAt100, { cutAfter: 300 }] });
        const loaded: number[] = [];
        const file = await download({ onProgress: (progress) => loaded.push(progress.loaded) });
        expect(asked()).toEqual(["1 whole", '2 bytes=100- "v1"', '3 bytes=400- "v1"']);
        expect(file.sha256).toBe(sha256Of(bytes));
        expect(sha256Of(file.bytes)).toBe(sha256Of(bytes));
        expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
        expect(loaded.at(-1)).toBe(1000);
    });

    it("goes on by the date of the last change where there is no ETag", async () => {
        const changed = "Thu, 01 Oct 2026 08:00:00 GMT";
        const headers = { "last-modified": changed, date: "Thu, 01 Oct 2026 08:00:01 GMT" };
        const { download, asked } = await openDownload({ headers, first: [cutAt100] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()[1]).toBe(`2 bytes=100- ${changed}`);
    });

    it.each<[string, Record<string, string>]>([
        ["nothing names the version", {}],
        ["the ETag is weak", { etag: 'W/"v1"' }],
        [
            "the ETag is weak, whatever the date says",
            { etag: 'W/"v1"', "last-modified": "Thu, 01 Oct 2020 08:00:00 GMT" },
        ],
        ["the ETag is none", { etag: "v1" }],
        [
            "the file may still be changing",
            { "last-modified": "Thu, 01 Oct 2026 08:00:00 GMT", date: "Thu, 01 Oct 2026 08:00:00 GMT" },
        ],
        ["the dates cannot be read", { "last-modified": "once", date: "Thu, 01 Oct 2026 08:00:00 GMT" }],
    ])("starts anew when %s", async (_, headers) => {
        const { download, asked } = await openDownload({ headers, first: [cutAt100] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", "2 whole"]);
    });

    it("starts anew when the bytes were packed on the way", async () => {
        const packed = gzipSync(bytes);
        const headers = { ...strongTag, "content-encoding": "gzip" };
        const { download, asked } = await openDownload({ bytes: packed, headers, first: [cutAt100] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", "2 whole"]);
    });

    it("gets there over a line that is cut thirty times", async () => {
        const first = Array.from({ length: 30 }, () => ({ cutAfter: 30 }));
        const { download, asked, clock } = await openDownload({ first });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toHaveLength(31);
        expect(Math.max(...clock.waits)).toBe(1000);
    });

    it("is given up after four tries in a row that brought nothing, the last one without a range", async () => {
        const { download, asked } = await openDownload({
            behave: (count) => (count === 1 ? cutAt100 : { drop: true }),
        });
        expect(await failureOf(download())).toMatchObject({ kind: "network", spending: "spent" });
        expect(asked().map((words) => words.split(" ")[1])).toEqual(["whole", "bytes=100-", "bytes=100-", "whole"]);
    });

    it("is given up after twenty tries that brought nothing, whatever came in between", async () => {
        const { download, asked } = await openDownload({
            behave: (count) => (count % 2 ? { cutAfter: 1 } : { drop: true }),
        });
        expect(await failureOf(download())).toMatchObject({ kind: "network" });
        expect(asked()).toHaveLength(40);
    });

    it("is not taken to advance when each try starts anew", async () => {
        const behave = (count: number) => ({ cutAfter: 100 + count, headers: { etag: undefined } });
        const { download, asked } = await openDownload({ behave });
        expect(await failureOf(download())).toMatchObject({ kind: "network" });
        expect(asked()).toHaveLength(4);
    });
});

describe("the rest of a file", () => {
    const other = { bytes: glbBytes(1200, 7), headers: { etag: '"v2"' } };

    it("is the whole of the new file when the file has changed", async () => {
        const { download, asked } = await openDownload({
            behave: (count) => (count === 1 ? cutAt100 : { version: other }),
        });
        expect((await download()).sha256).toBe(sha256Of(other.bytes));
        expect(asked()).toHaveLength(2);
    });

    it.each<[string, Behaviour]>([
        ["begins elsewhere", { headers: { "content-range": "bytes 99-999/1000" } }],
        ["is of a file of another length", { headers: { "content-range": "bytes 100-999/1001" } }],
        ["does not say where it belongs", { headers: { "content-range": undefined } }],
        ["says it in another unit", { headers: { "content-range": "items 100-999/1000" } }],
        ["is of another version", { version: other, ignoresIfRange: true }],
        ["is of another version that is as long", { headers: { etag: '"v2"' } }],
        ["is packed", { headers: { "content-encoding": "gzip" } }],
        ["is out of range", { status: 416 }],
    ])("is not appended when it %s; the file is loaded anew", async (_, behaviour) => {
        const { download, asked } = await openDownload({ first: [cutAt100, behaviour] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", '2 bytes=100- "v1"', "3 whole"]);
    });

    it.each<[string, Behaviour]>([
        ["does not repeat its version", { headers: { etag: undefined } }],
        ["does not know the length", { headers: { "content-range": "bytes 100-999/*" } }],
    ])("is appended when it %s", async (_, behaviour) => {
        const { download, asked } = await openDownload({ first: [cutAt100, behaviour] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toHaveLength(2);
    });

    it("is asked for again when only a part of it came", async () => {
        const { download, asked } = await openDownload({ first: [cutAt100, { endAfter: 50 }] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", '2 bytes=100- "v1"', '3 bytes=150- "v1"']);
    });

    it("is loaded anew when the pieces do not make a whole", async () => {
        const behaviour = { headers: { "content-range": "bytes 100-149/150", "content-length": "50" }, cutAfter: 50 };
        const unsized = { cutAfter: 100, headers: { "content-length": undefined } };
        const { download } = await openDownload({ first: [unsized, behaviour] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
    });

    it("is loaded anew when more comes than there is", async () => {
        const unsized = { cutAfter: 100, headers: { "content-length": undefined } };
        const longer = { headers: { "content-range": "bytes 100-899/900" } };
        const { download, asked } = await openDownload({ first: [unsized, longer] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked().at(-1)).toBe("3 whole");
    });

    it("may come as the whole file once more, and then the longer beginning counts", async () => {
        const { download, asked } = await openDownload({
            first: [{ cutAfter: 400 }, { ignoresRange: true, cutAfter: 100 }],
        });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()[2]).toBe('3 bytes=400- "v1"');
    });

    it.each<[string, Behaviour]>([
        ["errors", { status: 500 }],
        ["refusals", { status: 400 }],
        ["silence", { drop: true }],
        ["nonsense", { headers: { "content-range": "bytes 0-0/1" } }],
    ])("is not insisted on when something in between answers ranges with %s", async (_, behaviour) => {
        const files = await startFileServer({ bytes, behave: (count) => (count === 1 ? cutAt100 : {}) });
        const { createClient } = await openSession();
        const client = createClient({
            baseUrl: files.origin,
            fetch: async (input, init) => {
                const hasRange = new Headers(init?.headers).has("range");
                const strange = await startFileServer({ bytes, behave: () => behaviour });
                return fetch(hasRange ? `${strange.origin}/file` : input, init);
            },
        });
        expect((await client.downloadModel(["asset_g"])).sha256).toBe(sha256Of(bytes));
    });
});

describe("a link that expires in the middle", () => {
    it.each<Behaviour>([
        { status: 400, body: "<Error><Code>ExpiredToken</Code></Error>" },
        { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" },
        { status: 404 },
        { status: 410 },
        { status: 200, body: "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>" },
        { status: 200, body: "<?xml version='1.0'?><Error/>", headers: { etag: '"error"' } },
        { status: 200, body: "" },
    ])("is replaced by a fresh one, and the transfer goes on (%j)", async (expired) => {
        const { download, asked } = await openDownload({ first: [cutAt100, expired, expired] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", '2 bytes=100- "v1"', '3 bytes=100- "v1"', "4 whole"]);
    });

    it("goes on with a range when only one link had expired", async () => {
        const { download, asked } = await openDownload({ first: [cutAt100, { status: 403 }] });
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual(["1 whole", '2 bytes=100- "v1"', '3 bytes=100- "v1"']);
    });

    it("is told apart from a file that has been deleted meanwhile", async () => {
        const { download } = await openDownload({
            first: [cutAt100],
            describe: (count, response) => {
                if (count > 1) {
                    sendJson(response, 404, { reason: "Asset asset_g not found" });
                }
                return count > 1;
            },
        });
        expect(await failureOf(download())).toMatchObject({
            kind: "file",
            spending: "spent",
            status: 404,
            message: "The result has been deleted on the service.",
        });
    });
});

describe("whatever the server does, in any order", () => {
    const number = fc.integer({ min: 0, max: 1000 });
    const behaviour = fc.oneof(
        fc.record({ cutAfter: number }),
        fc.record({ endAfter: number }),
        fc.record({ cutAfter: number, ignoresRange: fc.boolean() }),
        fc.record({ status: fc.constantFrom(400, 403, 404, 410, 416, 429, 500, 503) }),
        fc.constantFrom<Behaviour>({ status: 200, body: "<Error/>" }, { status: 200, body: "" }, { drop: true }),
        fc.record({ headers: fc.record({ "content-range": fc.constantFrom("bytes 7-999/1000", "bytes 0-999/1000") }) }),
        fc.record({ headers: fc.record({ etag: fc.constantFrom('W/"v1"', '"v3"', undefined) }), cutAfter: number }),
    );

    it("the file is the right one, or the failure is an error that a person understands", async () => {
        let sequence: readonly Behaviour[] = [];
        let done = 0;
        const { download } = await openDownload({ behave: () => sequence[done++] ?? {} });
        let loaded = 0;
        await fc.assert(
            fc.asyncProperty(fc.array(behaviour, { maxLength: 8 }), async (planned) => {
                [sequence, done] = [planned, 0];
                const result = await download().catch((error: unknown) => error);
                if (isGenerationError(result)) {
                    expect(result).toMatchObject({ spending: "spent" });
                } else {
                    loaded++;
                    expect(result).toMatchObject({ sha256: sha256Of(bytes) });
                }
            }),
            { numRuns: 100 },
        );
        expect(loaded).toBeGreaterThan(30);
    }, 20_000);
});
