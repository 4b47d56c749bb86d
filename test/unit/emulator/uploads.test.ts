import { describe, expect, it } from "vitest";
import { type EmulatorSession, openEmulator, pngBytes } from "./emulatorSession";

const leastPart = 5 * 1024 * 1024;

/** A picture with bytes behind it, so that it is large and still readable. */
async function largePng(size: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(size);
    bytes.set(await pngBytes());
    return bytes;
}

async function start(call: EmulatorSession["call"], fileSize: number, parts: number, kind = "image") {
    const described = { fileName: "a.png", contentType: "image/png", fileSize, kind, parts };
    return (await call("POST", "/uploads", described)).body.upload;
}

function put(
    url: string,
    body: Uint8Array<ArrayBuffer> | string,
    headers: Record<string, string> = {},
): Promise<Response> {
    return fetch(url, { method: "PUT", body, headers });
}

describe("uploads", () => {
    it("join their parts into an asset, step by step on the clock", async () => {
        const { call, clock } = await openEmulator();
        const file = await largePng(leastPart + 1000);
        const upload = await start(call, file.byteLength, 2);
        expect(upload).toMatchObject({ status: "pending", source: "multipart", partsCount: 2, kind: "image" });
        expect(upload.parts.map((part: { number: number }) => part.number)).toEqual([1, 2]);
        expect((await put(upload.parts[1].url, file.slice(leastPart))).status).toBe(200);
        expect((await put(upload.parts[0].url, file.slice(0, leastPart))).status).toBe(200);
        const completed = await call("POST", `/uploads/${upload.id}/action`, { action: "complete" });
        expect(completed.status).toBe(200);
        const words = [];
        for (let step = 0; step < 4; step += 1) {
            words.push((await call("GET", `/uploads/${upload.id}`)).body.upload.status);
            clock.time += 650;
        }
        expect(words).toEqual(["pending", "validating", "validated", "imported"]);
        const { entityId } = (await call("GET", `/uploads/${upload.id}`)).body.upload;
        const { asset } = (await call("GET", `/assets/${entityId}`)).body;
        expect(asset).toMatchObject({ mimeType: "image/png", properties: { size: file.byteLength } });
        const stored = Buffer.from(await (await fetch(asset.url)).arrayBuffer());
        expect(stored.equals(file)).toBe(true);
        expect((await put(upload.parts[0].url, "late")).status).toBe(404);
    });

    it.each([
        ["a part before the last is too small", leastPart - 1, 10, 0, "smaller than the minimum"],
        ["bytes are missing", leastPart, 10, 5, "Expected"],
    ])("fail when %s", async (_, firstSize, secondSize, missing, message) => {
        const { call, clock } = await openEmulator();
        const upload = await start(call, firstSize + secondSize + missing, 2);
        await put(upload.parts[0].url, await largePng(firstSize));
        await put(upload.parts[1].url, new Uint8Array(secondSize));
        await call("POST", `/uploads/${upload.id}/action`, { action: "complete" });
        clock.time += 60_000;
        const failed = (await call("GET", `/uploads/${upload.id}`)).body.upload;
        expect(failed.status).toBe("failed");
        expect(failed.errorMessage).toContain(message);
        expect(failed).not.toHaveProperty("entityId");
    });

    it("fail when the file is no picture, unless it is not meant to be one", async () => {
        const { call, clock } = await openEmulator();
        for (const [kind, status] of [
            ["image", "failed"],
            ["3d", "imported"],
        ] as const) {
            const upload = await start(call, 5, 1, kind);
            await put(upload.parts[0].url, "hello");
            await call("POST", `/uploads/${upload.id}/action`, { action: "complete" });
            clock.time += 60_000;
            expect((await call("GET", `/uploads/${upload.id}`)).body.upload.status).toBe(status);
        }
    });

    it("are not complete while parts are missing", async () => {
        const { call } = await openEmulator();
        const upload = await start(call, leastPart + 1, 2);
        await put(upload.parts[1].url, "x");
        const answer = await call("POST", `/uploads/${upload.id}/action`, { action: "complete" });
        expect(answer.status).toBe(400);
        expect(answer.body.reason).toContain("1 of 2 parts");
        expect((await call("POST", `/uploads/${upload.id}/action`, { action: "upload-complete" })).status).toBe(400);
    });

    it("refuse parts with a key, with unsigned headers, with a bad or expired link", async () => {
        const { call, emulator, clock } = await openEmulator({ linkLifetime: 1000 });
        const upload = await start(call, 5, 1);
        const { url } = upload.parts[0];
        expect((await put(url, "hello", { authorization: "Basic abc" })).status).toBe(403);
        expect((await put(url, "hello", { "x-amz-checksum-crc32": "abc" })).status).toBe(403);
        expect(
            (
                await put(
                    url.replace(
                        /Signature=(.)/,
                        (_: string, first: string) => `Signature=${first === "A" ? "B" : "A"}`,
                    ),
                    "hello",
                )
            ).status,
        ).toBe(403);
        expect((await put(url.replace("/1?", "/2?"), "hello")).status).toBe(403);
        clock.time += 1000;
        expect((await put(url, "hello")).status).toBe(403);
        const fresh = (await call("GET", `/uploads/${upload.id}`)).body.upload.parts[0].url;
        emulator.control.expireLinks();
        const refused = await put(fresh, "hello");
        expect(refused.headers.get("content-type")).toBe("application/xml");
        expect(await refused.text()).toContain("<Code>AccessDenied</Code>");
    });

    it("refuse a part whose length is not told", async () => {
        const { call } = await openEmulator();
        const { parts } = await start(call, 5, 1);
        const body = new Blob(["hello"]).stream();
        const init: RequestInit & { duplex: "half" } = { method: "PUT", body, duplex: "half" };
        expect((await fetch(parts[0].url, init)).status).toBe(411);
    });

    it.each([
        ["no parts", { parts: 0 }],
        ["too many parts", { parts: 10_001 }],
        ["an unknown kind", { kind: "hologram" }],
        ["no size", { fileSize: 0 }],
        ["no name", { fileName: "" }],
    ])("refuse to start with %s", async (_, change) => {
        const { call } = await openEmulator();
        const good = { fileName: "a.png", contentType: "image/png", fileSize: 5, kind: "image", parts: 1 };
        expect((await call("POST", "/uploads", { ...good, ...change })).status).toBe(400);
    });

    it("are 404 when unknown and fetch nothing from elsewhere", async () => {
        const { call } = await openEmulator();
        expect((await call("GET", "/uploads/upload_x")).status).toBe(404);
        expect((await call("POST", "/uploads/upload_x/action", { action: "complete" })).status).toBe(404);
        expect((await call("POST", "/uploads", { url: "https://example.com/a.png", kind: "image" })).status).toBe(400);
    });
});
