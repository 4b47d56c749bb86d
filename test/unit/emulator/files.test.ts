import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createGate } from "../support/createGate";
import { openEmulator } from "./emulatorSession";

async function openFile(options: Parameters<typeof openEmulator>[0] = {}) {
    const session = await openEmulator(options);
    const id = await session.upload();
    const link = async (): Promise<string> => (await session.call("GET", `/assets/${id}`)).body.asset.url;
    const url = await link();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    return { ...session, id, link, url, whole };
}

describe("files", () => {
    it("come by signed links from the second origin", async () => {
        const { url, emulator } = await openFile();
        expect(new URL(url).origin).toBe(emulator.filesOrigin);
        expect([...new URL(url).searchParams.keys()]).toEqual(["Policy", "Signature", "Key-Pair-Id"]);
        expect(new URL(emulator.apiUrl).origin).not.toBe(emulator.filesOrigin);
    });

    it("are refused as XML when the link is over, edited or unsigned", async () => {
        const { url, clock, emulator, link } = await openFile({ linkLifetime: 5000 });
        const edited = new URL(url);
        edited.searchParams.set("Policy", Buffer.from('{"path":"/x","expires":9e15}').toString("base64url"));
        const unsigned = url.split("?")[0] ?? "";
        for (const bad of [edited.href, unsigned, url.replace(/assets\/\w+/, "assets/asset_x")]) {
            const answer = await fetch(bad);
            expect(answer.status).toBe(403);
            expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
        }
        clock.time += 4999;
        expect((await fetch(url)).status).toBe(200);
        clock.time += 1;
        expect((await fetch(url)).status).toBe(403);
        const fresh = await link();
        expect((await fetch(`${fresh}&extra=1`)).status).toBe(200);
        emulator.control.expireLinks();
        expect((await fetch(fresh)).status).toBe(403);
    });

    it("are refused to a request with a key", async () => {
        const { url } = await openFile();
        expect((await fetch(url, { headers: { authorization: "Basic abc" } })).status).toBe(400);
    });

    it("are gone when the asset is deleted", async () => {
        const { url, emulator, id } = await openFile();
        emulator.control.deleteAsset(id);
        expect((await fetch(url)).status).toBe(404);
    });

    it("give any range of their bytes", async () => {
        const { url, whole } = await openFile();
        const size = whole.byteLength;
        await fc.assert(
            fc.asyncProperty(fc.nat(size - 1), fc.nat(2 * size), async (start, length) => {
                const answer = await fetch(url, { headers: { range: `bytes=${start}-${start + length}` } });
                const expected = whole.subarray(start, start + length + 1);
                expect(answer.status).toBe(206);
                expect(answer.headers.get("content-range")).toBe(
                    `bytes ${start}-${start + expected.byteLength - 1}/${size}`,
                );
                expect(Buffer.from(await answer.arrayBuffer())).toEqual(expected);
            }),
            { numRuns: 20 },
        );
    });

    it.each([
        ["bytes=10-", 206, 10],
        ["bytes=-10", 206, -10],
        ["bytes=0-1,4-5", 200, 0],
        ["lines=1-2", 200, 0],
        ["bytes=-", 200, 0],
    ])("answer the range %s with %i", async (range, status, from) => {
        const { url, whole } = await openFile();
        const answer = await fetch(url, { headers: { range } });
        expect(answer.status).toBe(status);
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole.subarray(from));
    });

    it("answer a range behind their end with 416", async () => {
        const { url, whole } = await openFile();
        const answer = await fetch(url, { headers: { range: `bytes=${whole.byteLength}-` } });
        expect(answer.status).toBe(416);
        expect(answer.headers.get("content-range")).toBe(`bytes */${whole.byteLength}`);
    });

    it("have public JPEG thumbnails, and 502 for unknown ones", async () => {
        const { emulator, id } = await openFile();
        const thumbnail = await fetch(`${emulator.filesOrigin}/thumbnails/${id}?width=8`);
        const { format, width } = await sharp(await thumbnail.arrayBuffer()).metadata();
        expect([format, width]).toEqual(["jpeg", 8]);
        expect((await fetch(`${emulator.filesOrigin}/thumbnails/asset_x`)).status).toBe(502);
    });

    it("arrive damaged as planned, once", async () => {
        const { url, emulator, whole } = await openFile();
        const bytesAfter = async (file: "short" | "corrupt" | "wrong-type" | "html") => {
            emulator.control.addFault({ operation: "files.read", file });
            const answer = await fetch(url);
            return { type: answer.headers.get("content-type"), bytes: Buffer.from(await answer.arrayBuffer()) };
        };
        expect((await bytesAfter("short")).bytes).toEqual(whole.subarray(0, whole.byteLength >> 1));
        const corrupt = (await bytesAfter("corrupt")).bytes;
        expect(corrupt.subarray(0, 12)).toEqual(whole.subarray(0, 12));
        expect(corrupt.subarray(12)).not.toEqual(whole.subarray(12));
        expect(await bytesAfter("wrong-type")).toEqual({ type: "text/plain", bytes: whole });
        expect((await bytesAfter("html")).type).toBe("text/html");
        expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(whole);
    });

    it("lose the connection half way when cut", async () => {
        const { url, emulator } = await openFile();
        emulator.control.addFault({ operation: "files.read", file: "cut" });
        await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    });

    it("send half and then nothing when stalled, until the reader leaves", async () => {
        const { url, emulator, whole } = await openFile();
        emulator.control.addFault({ operation: "files.read", file: "stalled" });
        const leaving = new AbortController();
        const answer = await fetch(url, { signal: leaving.signal });
        expect(answer.headers.get("content-length")).toBe(String(whole.byteLength));
        const reader = answer.body?.getReader();
        expect((await reader?.read())?.value?.byteLength).toBe(whole.byteLength >> 1);
        const next = reader?.read();
        leaving.abort();
        await expect(next).rejects.toThrow();
    });

    it("lose the connection half way and end the link when expired, so that only a fresh one goes on", async () => {
        const { url, plan, link, whole } = await openFile();
        plan({ operation: "files.read", file: "expired" });
        const answer = await fetch(url);
        expect(answer.headers.get("content-length")).toBe(String(whole.byteLength));
        await expect(answer.arrayBuffer()).rejects.toThrow();
        const half = whole.byteLength >> 1;
        const headers = { range: `bytes=${half}-`, "if-range": answer.headers.get("etag") ?? "" };
        expect((await fetch(url, { headers })).status).toBe(403);
        const rest = await fetch(await link(), { headers });
        expect(rest.status).toBe(206);
        expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(half));
    });

    it("come in twenty pieces by the emulator's own delay when slow", async () => {
        const [waits, gate] = [[] as number[], createGate()];
        const { url, plan, whole } = await openFile({
            delay: async (ms) => {
                waits.push(ms);
                await (waits.length > 10 ? gate.opened : undefined);
            },
        });
        plan({ operation: "files.read", file: "slow" });
        const answer = await fetch(url);
        const reader = answer.body?.getReader();
        const received: Uint8Array[] = [];
        const sizeSoFar = () => Buffer.concat(received).byteLength;
        const piece = Math.ceil(whole.byteLength / 20);
        while (sizeSoFar() < 10 * piece) {
            received.push((await reader?.read())?.value ?? new Uint8Array());
        }
        expect(sizeSoFar()).toBe(10 * piece);
        gate.open();
        for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
            received.push(next.value);
        }
        expect(Buffer.concat(received)).toEqual(whole);
        expect(waits).toEqual(Array(Math.ceil(whole.byteLength / piece)).fill(50));
    });

    it("are not sent any further when the reader of a slow one has left", async () => {
        const [waits, gate] = [[] as number[], createGate()];
        const { url, plan, call, whole } = await openFile({
            delay: async (ms) => {
                waits.push(ms);
                await gate.opened;
            },
        });
        plan({ operation: "files.read", file: "slow" });
        const leaving = new AbortController();
        const answer = await fetch(url, { signal: leaving.signal });
        expect(answer.headers.get("content-length")).toBe(String(whole.byteLength));
        leaving.abort();
        // The emulator has seen the line go dead when it has answered on another one.
        await call("GET", "/models");
        gate.open();
        await call("GET", "/models");
        expect(waits.length).toBeLessThan(3);
    });
});

describe("a download that goes on", () => {
    it("is told by a strong ETag that the file is still the same", async () => {
        const { url, whole, link, upload, call } = await openFile();
        const etag = (await fetch(url)).headers.get("etag") ?? "";
        expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
        const rest = await fetch(await link(), { headers: { range: "bytes=5-", "if-range": etag } });
        expect([rest.status, rest.headers.get("etag")]).toEqual([206, etag]);
        expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(5));
        const other = (await call("GET", `/assets/${await upload(20)}`)).body.asset;
        expect((await fetch(other.url)).headers.get("etag")).not.toBe(etag);
    });

    it.each(['"another"', "Thu, 01 Oct 2026 10:00:00 GMT", "", 'W/"weak"'])(
        "gets the whole file when it names another version: %s",
        async (version) => {
            const { url, whole } = await openFile();
            const answer = await fetch(url, { headers: { range: "bytes=5-", "if-range": version } });
            expect([answer.status, answer.headers.get("content-range")]).toEqual([200, null]);
            expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole);
        },
    );

    it("gets the whole file when ranges are off", async () => {
        const { url, whole, emulator } = await openFile();
        emulator.control.setRangeSupport(false);
        const answer = await fetch(url, { headers: { range: "bytes=5-" } });
        expect([answer.status, answer.headers.get("accept-ranges")]).toEqual([200, null]);
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole);
        emulator.control.setRangeSupport(true);
        expect((await fetch(url, { headers: { range: "bytes=5-" } })).status).toBe(206);
    });
});
