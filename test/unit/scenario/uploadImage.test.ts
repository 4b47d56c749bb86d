import { describe, expect, it } from "vitest";
import type { UploadRequest } from "../../../plugin/scenario/scenarioClient";
import { failureOf, openSession, tinyImage } from "./clientSession";
import { sendJson, startScriptedServer } from "./scriptedServer";

const large = 11_000_000;

describe("a picture of up to 4 MB", () => {
    it("goes up in one request, as bare base64", async () => {
        const requests: { image: string; name: string }[] = [];
        const server = await startScriptedServer((request, response) => {
            requests.push(JSON.parse(request.body));
            sendJson(response, 200, { asset: { id: "asset_x" } });
        });
        const { createClient } = await openSession();
        const image = tinyImage(4_000_000);
        await expect(createClient({ baseUrl: server.origin }).uploadImage(image)).resolves.toBe("asset_x");
        expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /assets"]);
        expect(requests[0]?.image === Buffer.from(image.bytes).toString("base64")).toBe(true);
        expect(requests[0]?.name).toBe("box.png");
    });

    it("tells its progress in bytes of the picture, as the transport sees them go", async () => {
        const seen: unknown[] = [];
        const sendUpload = async ({ url, body, headers, method, onProgress }: UploadRequest) => {
            const total = body.length;
            onProgress(0, total);
            onProgress(total / 2, total);
            onProgress(total, total);
            return fetch(url, { method, headers, body });
        };
        const { client } = await openSession({ client: { sendUpload } });
        const image = tinyImage(1000);
        const assetId = await client.uploadImage(image, { onProgress: (progress) => seen.push(progress) });
        expect(assetId).toMatch(/^asset_/);
        expect(seen).toEqual([
            { loaded: 0, total: 1000 },
            { loaded: 500, total: 1000 },
            { loaded: 1000, total: 1000 },
        ]);
    });

    it("is sent again after a lost connection, because storing it is free", async () => {
        const { client, emulator, calls } = await openSession();
        emulator.control.addFault({ operation: "assets.upload", drop: true });
        emulator.control.addFault({ operation: "assets.upload", status: 503 });
        await expect(client.uploadImage(tinyImage())).resolves.toMatch(/^asset_/);
        expect(calls()).toEqual(["POST /assets", "POST /assets", "POST /assets"]);
    });

    it("is given up after four tries", async () => {
        const { client, emulator, calls } = await openSession();
        emulator.control.addFault({ operation: "assets.upload", times: 9, status: 500, body: { message: "down" } });
        const error = await failureOf(client.uploadImage(tinyImage()));
        expect(error).toMatchObject({ kind: "network", spending: "none", status: 500, reason: "down" });
        expect(calls()).toHaveLength(4);
    });

    it("is refused once and for all when it is no picture", async () => {
        const { client, calls } = await openSession();
        const image = { ...tinyImage(), bytes: new TextEncoder().encode("not a picture") };
        const error = await failureOf(client.uploadImage(image));
        expect(error).toMatchObject({ kind: "input", spending: "none", reason: "Unhandled image format" });
        expect(calls()).toHaveLength(1);
    });

    it("is refused before anything is sent when it is empty", async () => {
        const { client, calls } = await openSession();
        const error = await failureOf(client.uploadImage({ ...tinyImage(), bytes: new Uint8Array() }));
        expect(error).toMatchObject({ kind: "input", message: "The picture is empty." });
        expect(calls()).toEqual([]);
    });
});

describe("a larger picture", () => {
    it("goes up in parts of 5 MiB and is imported", async () => {
        const { client, emulator, calls } = await openSession();
        const progress: number[] = [];
        const image = tinyImage(large);
        const assetId = await client.uploadImage(image, { onProgress: ({ loaded }) => progress.push(loaded) });
        const createdAt = "2026-10-01T10:00:00.000Z";
        await expect(client.retrieveAsset(assetId)).resolves.toMatchObject({ kind: "image", size: large, createdAt });
        expect(calls().filter((call) => call.startsWith("PUT"))).toHaveLength(3);
        expect(progress.at(-1)).toBe(large);
        expect(progress).toEqual([...progress].sort((a, b) => a - b));
        expect(emulator.control.paidCalls()).toEqual([]);
    });

    it("takes this way from one byte above 4 MB", async () => {
        const { client, calls } = await openSession();
        await client.uploadImage(tinyImage(4_000_001));
        expect(calls().slice(0, 2)).toEqual(["POST /uploads", expect.stringMatching(/^PUT /)]);
    });

    it("reaches storage without our key and without any header of ours", async () => {
        const { client, emulator } = await openSession();
        await client.uploadImage(tinyImage(4_000_001));
        const part = emulator.control.requests().find(({ method }) => method === "PUT");
        expect(part?.hasAuthorization).toBe(false);
        expect(part?.headers["content-type"]).toBeUndefined();
        expect(Object.keys(part?.headers ?? {}).filter((name) => name.startsWith("x-"))).toEqual([]);
    });

    it("survives a fault in every step", async () => {
        const { client, emulator } = await openSession();
        const { addFault } = emulator.control;
        addFault({ operation: "uploads.create", status: 502 });
        addFault({ operation: "files.part", drop: true });
        addFault({ operation: "files.part", status: 503, body: "<Error><Code>SlowDown</Code></Error>" });
        addFault({ operation: "uploads.action", status: 500 });
        addFault({ operation: "uploads.retrieve", drop: true });
        await expect(client.uploadImage(tinyImage(large))).resolves.toMatch(/^asset_/);
    });

    it("is imported also when the answer to the completion was lost", async () => {
        const { client, emulator, calls } = await openSession();
        emulator.control.addFault({ operation: "uploads.action", when: "after", drop: true });
        emulator.control.addFault({ operation: "uploads.action", status: 409, body: { reason: "Already complete" } });
        await expect(client.uploadImage(tinyImage(large))).resolves.toMatch(/^asset_/);
        expect(calls().filter((call) => call.endsWith("/action"))).toHaveLength(2);
    });

    it("is not taken for complete when the first completion is refused", async () => {
        const { client, emulator } = await openSession();
        emulator.control.addFault({ operation: "uploads.action", status: 400, body: { reason: "Parts are missing" } });
        const error = await failureOf(client.uploadImage(tinyImage(large)));
        expect(error).toMatchObject({ kind: "input", reason: "Parts are missing" });
    });

    it("fails with the service's words when the import fails", async () => {
        const { client } = await openSession();
        const image = { ...tinyImage(), bytes: new Uint8Array(large) };
        const error = await failureOf(client.uploadImage(image));
        expect(error).toMatchObject({ kind: "input", spending: "none", reason: "Unhandled image format" });
    });

    it("does not blame the key when storage refuses a link", async () => {
        const { client, emulator } = await openSession();
        emulator.control.addFault({ operation: "files.part", status: 403, body: "<Error><Code>X</Code></Error>" });
        const error = await failureOf(client.uploadImage(tinyImage(large)));
        expect(error).toMatchObject({ kind: "network", spending: "none" });
    });

    it("is not sent to an address that is no web address, nor with too few links", async () => {
        const upload = { id: "upload_x", status: "pending", parts: [{ number: 1, url: "file:///etc/passwd" }] };
        const server = await startScriptedServer((_, response) => sendJson(response, 200, { upload }));
        const { createClient } = await openSession();
        const client = createClient({ baseUrl: server.origin });
        expect(await failureOf(client.uploadImage(tinyImage(4_000_001)))).toMatchObject({ kind: "file" });
        expect(await failureOf(client.uploadImage(tinyImage(large)))).toMatchObject({ kind: "network" });
        expect(server.requests.map(({ url }) => url)).toEqual(["/uploads", "/uploads"]);
    });

    it("puts every part where it belongs, in whatever order the links come", async () => {
        const sizes: Record<string, number> = {};
        const server = await startScriptedServer((request, response, count) => {
            if (request.method === "PUT") {
                sizes[request.url] = Number(request.headers["content-length"]);
                response.writeHead(201).end();
                return;
            }
            const parts = [3, 1, 2].map((number) => ({ number, url: `/part/${number}` }));
            // "imported" without an id names no asset yet.
            const status = request.method === "GET" ? "imported" : "pending";
            const entityId = count > 6 ? "asset_x" : undefined;
            sendJson(response, 200, { upload: { id: "upload_x", status, parts, entityId } });
        });
        const { createClient } = await openSession();
        await expect(createClient({ baseUrl: server.origin }).uploadImage(tinyImage(large))).resolves.toBe("asset_x");
        expect(sizes).toEqual({ "/part/1": 5_242_880, "/part/2": 5_242_880, "/part/3": large - 10_485_760 });
    });

    it("is not waited for longer than ten minutes, and unknown words are waited on", async () => {
        const server = await startScriptedServer((request, response) => {
            const parts = [{ number: 1, url: "/part" }];
            const status = request.method === "GET" ? "complete" : "pending";
            sendJson(response, 200, { upload: { id: "upload_x", status, parts } });
        });
        const { createClient, clock } = await openSession();
        const start = clock.now();
        const error = await failureOf(createClient({ baseUrl: server.origin }).uploadImage(tinyImage(4_000_001)));
        expect(error).toMatchObject({ kind: "network", spending: "none" });
        expect(clock.now() - start).toBe(600_000);
    });

    it("ends with the caller's reason when the caller aborts between two parts", async () => {
        const { client, calls } = await openSession();
        const controller = new AbortController();
        const reason = new Error("changed my mind");
        const onProgress = ({ loaded }: { loaded: number }) => loaded > 0 && controller.abort(reason);
        const { signal } = controller;
        expect(await failureOf(client.uploadImage(tinyImage(large), { signal, onProgress }))).toBe(reason);
        expect(calls().filter((call) => call.startsWith("PUT"))).toHaveLength(1);
    });
});
