import { describe, expect, it } from "vitest";
import type { Asset } from "../../../plugin/scenario/asset";
import { modelCandidates } from "../../../plugin/scenario/modelCandidates";
import type { FileDamage } from "../../../sandbox/emulator/faults";
import { failureOf, openSession } from "./clientSession";
import { type Script, sendJson, startScriptedServer } from "./scriptedServer";

const magic = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 4));

/** A GLB as far as the client looks: magic and its own length. */
function glb(size = 64, declared = size): Buffer {
    const bytes = Buffer.alloc(size);
    bytes.write("glTF", 0, "latin1");
    bytes.writeUInt32LE(2, 4);
    bytes.writeUInt32LE(declared, 8);
    return bytes;
}

/** A client of a server that describes assets by `assets` and answers everything else with `files`. */
async function clientOf(assets: Record<string, object>, files: Script, options = {}) {
    const server = await startScriptedServer((request, response, count) => {
        const asset = assets[request.url.replace(/^\/v1\/assets\/|\?.*$/g, "")];
        return asset ? sendJson(response, 200, { asset }) : files(request, response, count);
    });
    const { createClient, clock } = await openSession();
    return { server, clock, client: createClient({ baseUrl: `${server.origin}/v1`, ...options }) };
}

const model = { id: "asset_g", kind: "3d", mimeType: "model/gltf-binary", url: "/file" };

describe("the model among the assets of a job", () => {
    const asset = (assetId: string, kind?: string, mediaType?: string): Asset => ({ assetId, kind, mediaType });
    const glbAsset = asset("glb", "3d", "model/gltf-binary");
    const fbxAsset = asset("fbx", "3d", "application/vnd.autodesk.fbx");
    const vague = asset("vague", "3d", "application/octet-stream");
    const typed = asset("typed", undefined, "model/gltf-binary");
    const picture = asset("picture", "image", "image/webp");

    it.each([
        [
            [picture, fbxAsset, vague, glbAsset],
            ["glb", "vague", "fbx"],
        ],
        [
            [fbxAsset, typed],
            ["typed", "fbx"],
        ],
        [[asset("bare")], ["bare"]],
        [[picture, asset("unkind", undefined, "image/png"), asset("log", "text", "text/plain")], []],
        [[asset("doc", "document", "model/gltf-binary"), asset("hdr", "image-hdr")], ["doc"]],
        [[], []],
    ])("is looked for in this order: %#", (assets, order) => {
        expect(modelCandidates(assets).map(({ assetId }) => assetId)).toEqual(order);
    });

    it.each<{ places: readonly ("before" | "after")[] }>([
        { places: ["before"] },
        { places: ["after"] },
        { places: ["before", "after"] },
    ])("is found with pictures around it: $places", async ({ places }) => {
        const { client, emulator, finish } = await openSession();
        emulator.control.setExtraAssets(places);
        const assetIds = await finish();
        expect(assetIds).toHaveLength(places.length + 1);
        const file = await client.downloadModel(assetIds);
        expect(magic(file.bytes)).toBe("glTF");
        expect(file.assetId).toBe(assetIds[places.includes("before") ? 1 : 0]);
    });

    it("is found although another one is gone", async () => {
        const { client, finish } = await openSession();
        const [assetId = ""] = await finish();
        await expect(client.downloadModel(["asset_gone", assetId])).resolves.toMatchObject({ assetId });
    });

    it("is recognised by its bytes when the media type says nothing", async () => {
        const server = await clientOf({ asset_g: { ...model, mimeType: "application/octet-stream" } }, (_, response) =>
            response.end(glb()),
        );
        await expect(server.client.downloadModel(["asset_g"])).resolves.toMatchObject({
            mediaType: "model/gltf-binary",
        });
    });

    it("is the next one when the first turns out to be a picture", async () => {
        const assets = {
            asset_a: { id: "asset_a", kind: "3d", url: "/picture" },
            asset_b: { id: "asset_b", url: "/model" },
        };
        const { client } = await clientOf(assets, ({ url }, response) =>
            response.end(url === "/model" ? glb() : Buffer.from([0x89, 0x50, 0x4e, 0x47])),
        );
        await expect(client.downloadModel(["asset_a", "asset_b"])).resolves.toMatchObject({ assetId: "asset_b" });
    });

    it("is the first of several, and the others are named", async () => {
        const assets = {
            asset_a: { id: "asset_a", kind: "image", url: "/picture" },
            asset_b: { ...model, id: "asset_b" },
            asset_c: { ...model, id: "asset_c" },
            asset_d: { ...model, id: "asset_d", mimeType: "model/x-fbx" },
        };
        const { client } = await clientOf(assets, (_, response) => response.end(glb()));
        await expect(client.downloadModel(Object.keys(assets))).resolves.toMatchObject({
            assetId: "asset_b",
            otherAssetIds: ["asset_c", "asset_d"],
        });
        await expect(client.downloadModel(["asset_c"])).resolves.toMatchObject({ otherAssetIds: [] });
    });

    it.each<[string, Script]>([
        ["stays refused", (_, response) => response.writeHead(403).end("<Error/>")],
        ["is a web page", (_, response) => response.end("<!doctype html>")],
        ["is half", (_, response) => response.end(glb(64, 65))],
    ])("is the next one when the file of the first %s", async (_, first) => {
        const assets = { asset_a: { ...model, id: "asset_a", url: "/first" }, asset_g: model };
        const { client } = await clientOf(assets, (request, response, count) =>
            request.url === "/first" ? first(request, response, count) : response.end(glb()),
        );
        await expect(client.downloadModel(["asset_a", "asset_g"])).resolves.toMatchObject({
            assetId: "asset_g",
            otherAssetIds: [],
        });
    });

    it("is not looked for elsewhere while the line is down", async () => {
        const assets = { asset_a: { ...model, id: "asset_a", url: "/first" }, asset_g: model };
        const { client, server } = await clientOf(assets, (_, response) => response.destroy());
        expect(await failureOf(client.downloadModel(["asset_a", "asset_g"]))).toMatchObject({ kind: "network" });
        expect(server.requests.filter(({ url }) => url === "/file")).toEqual([]);
    });

    it("is missing in a way the user understands", async () => {
        const { client, emulator, finish, upload } = await openSession();
        const [assetId = ""] = await finish();
        expect(await failureOf(client.downloadModel([]))).toMatchObject({
            kind: "file",
            spending: "spent",
            status: undefined,
            message: "The job ended without a model file.",
        });
        expect(await failureOf(client.downloadModel([await upload()]))).toMatchObject({
            kind: "file",
            message: "The job ended without a model file.",
        });
        emulator.control.deleteAsset(assetId);
        expect(await failureOf(client.downloadModel([assetId]))).toMatchObject({
            kind: "file",
            spending: "spent",
            status: 404,
            message: "The result has been deleted on the service.",
        });
    });
});

describe("an FBX result", () => {
    it("is converted by the service and comes as GLB", async () => {
        const { client, finish, calls } = await openSession();
        const [assetId = ""] = await finish({ quad: true });
        const file = await client.downloadModel([assetId]);
        expect(magic(file.bytes)).toBe("glTF");
        expect(file).toMatchObject({ assetId, convertedFrom: "fbx", mediaType: "model/gltf-binary" });
        expect(calls()).toContain(`POST /assets/${assetId}/download`);
        expect(calls().filter((call) => call === `GET /assets/${assetId}`)).toHaveLength(1);
    });

    it("is recognised by its bytes as well", async () => {
        const { client, server } = await clientOf(
            { asset_g: { ...model, mimeType: undefined } },
            (request, response) => {
                if (request.method === "POST") {
                    sendJson(response, 200, { url: "/converted" });
                } else {
                    response.end(request.url === "/converted" ? glb() : Buffer.from("Kaydara FBX Binary  \0"));
                }
            },
        );
        await expect(client.downloadModel(["asset_g"])).resolves.toMatchObject({ convertedFrom: "fbx" });
        expect(server.requests.find(({ method }) => method === "POST")?.body).toBe('{"targetFormat":"glb"}');
    });

    it("gets a fresh link for every try", async () => {
        const { client, emulator, finish, calls } = await openSession();
        const assetIds = await finish({ quad: true });
        emulator.control.addFault({ operation: "files.read", status: 403, body: "<Error/>" });
        await expect(client.downloadModel(assetIds)).resolves.toMatchObject({ convertedFrom: "fbx" });
        expect(calls().filter((call) => call.startsWith("POST /assets/"))).toHaveLength(2);
    });

    it("that the service does not convert stays available elsewhere", async () => {
        const { client, emulator, finish } = await openSession();
        const assetIds = await finish({ quad: true });
        emulator.control.addFault({ operation: "assets.download", status: 400, body: { reason: "Images only" } });
        expect(await failureOf(client.downloadModel(assetIds))).toMatchObject({
            kind: "file",
            spending: "spent",
            reason: "Images only",
            advice: expect.stringContaining("without quad"),
        });
    });
});

describe("the file", () => {
    it("arrives with byte progress up to its size", async () => {
        const size = 300_000;
        const { client } = await clientOf({ asset_g: model }, (_, response) => {
            response.writeHead(200, { "content-length": size });
            const bytes = glb(size);
            response.write(bytes.subarray(0, 1000), () => response.end(bytes.subarray(1000)));
        });
        const seen: { loaded: number; total: number | undefined }[] = [];
        await client.downloadModel(["asset_g"], { onProgress: (progress) => seen.push(progress) });
        expect(seen.length).toBeGreaterThan(1);
        expect(seen.at(-1)).toEqual({ loaded: size, total: size });
        expect(seen.map(({ loaded }) => loaded)).toEqual(seen.map(({ loaded }) => loaded).sort((a, b) => a - b));
    });

    it("has no total when the server does not say", async () => {
        const { client } = await clientOf({ asset_g: model }, (_, response) => {
            response.writeHead(200);
            response.end(glb());
        });
        const totals: unknown[] = [];
        await client.downloadModel(["asset_g"], { onProgress: ({ total }) => totals.push(total) });
        expect(new Set(totals)).toEqual(new Set([undefined]));
    });

    it.each<[FileDamage]>([["cut"], ["short"]])("that arrives %s is loaded again", async (file) => {
        const { client, emulator, finish, calls } = await openSession();
        const assetIds = await finish();
        emulator.control.addFault({ operation: "files.read", times: 3, file });
        expect(magic((await client.downloadModel(assetIds)).bytes)).toBe("glTF");
        expect(calls().filter((call) => call.startsWith("GET /assets/asset"))).toHaveLength(8);
    });

    it("that stops moving is loaded again", async () => {
        const timers = new Set<() => void>();
        const startTimer = (_: number, onEnd: () => void) => {
            timers.add(onEnd);
            return () => timers.delete(onEnd);
        };
        const { client } = await clientOf(
            { asset_g: model },
            (_, response, count) => {
                if (count > 2) {
                    response.end(glb());
                    return;
                }
                response.writeHead(200, { "content-length": 64 });
                response.write(glb().subarray(0, 20));
            },
            { startTimer },
        );
        const endSilence = () => {
            for (const onEnd of [...timers]) {
                onEnd();
            }
        };
        const onProgress = ({ loaded }: { loaded: number }) => loaded === 20 && setImmediate(endSilence);
        expect(magic((await client.downloadModel(["asset_g"], { onProgress })).bytes)).toBe("glTF");
        expect(timers.size).toBe(0);
    });

    it("gets a fresh link when the first one has expired", async () => {
        let expire: (() => void) | undefined;
        const { client, emulator, finish, calls } = await openSession({
            client: {
                fetch: async (input, init) => {
                    const response = await fetch(input, init);
                    if (/assets\/asset_\w+\?originalAssets/.test(String(input))) {
                        expire?.();
                        expire = undefined;
                    }
                    return response;
                },
            },
        });
        const assetIds = await finish();
        expire = () => emulator.control.expireLinks();
        expect(magic((await client.downloadModel(assetIds)).bytes)).toBe("glTF");
        expect(
            calls()
                .slice(-4)
                .map((call) => call.replace(/asset_\w+/, "asset")),
        ).toEqual(["GET /assets/asset", "GET /assets/asset", "GET /assets/asset", "GET /assets/asset"]);
    });

    it.each([
        [403, "<Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>", "file", 4],
        [404, "gone", "file", 4],
        [410, "gone", "file", 4],
        [400, "<Error><Code>ExpiredToken</Code><Message>The token has expired</Message></Error>", "file", 4],
        [200, "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "file", 4],
        [200, "", "file", 4],
        [500, "", "network", 4],
        [401, "", "access", 1],
    ] as const)("that is answered %i %s ends as %s after %i tries", async (status, body, kind, tries) => {
        const { client, server } = await clientOf({ asset_g: model }, (_, response) =>
            response.writeHead(status).end(body),
        );
        expect(await failureOf(client.downloadModel(["asset_g"]))).toMatchObject({ kind, spending: "spent" });
        expect(server.requests.filter(({ url }) => url === "/file")).toHaveLength(tries);
    });

    it.each([
        ["<!doctype html><title>Sign in</title>", "a web page (HTML)"],
        ['{"message":"no"}', "a JSON document"],
        ["\u001f\u008b\b", "a gzip archive"],
    ])("that is %j is named as what it is, at once", async (text, name) => {
        const { client, server } = await clientOf({ asset_g: model }, (_, response) =>
            response.end(Buffer.from(text, "latin1")),
        );
        expect(await failureOf(client.downloadModel(["asset_g"]))).toMatchObject({
            kind: "file",
            spending: "spent",
            message: `Instead of the model came ${name}.`,
            advice: "Download it again, which is free of charge.",
        });
        expect(server.requests.filter(({ url }) => url === "/file")).toHaveLength(1);
    });

    it.each([
        ["o cube", "something unknown"],
        ["PK\u0003\u0004", "a ZIP archive"],
        ["\u0089PNG", "a picture"],
    ])("that is %j and the only candidate is named as well", async (text, name) => {
        const { client } = await clientOf({ asset_g: model }, (_, response) =>
            response.end(Buffer.from(text, "latin1")),
        );
        expect(await failureOf(client.downloadModel(["asset_g"]))).toMatchObject({
            kind: "file",
            message: `The result is not a model but ${name}.`,
        });
    });

    it("that states a greater length than it has counts as broken off", async () => {
        const { client, server } = await clientOf({ asset_g: model }, (_, response) => response.end(glb(64, 65)));
        expect(await failureOf(client.downloadModel(["asset_g"]))).toMatchObject({
            kind: "file",
            message: "The model file broke off early.",
        });
        expect(server.requests.filter(({ url }) => url === "/file")).toHaveLength(4);
    });

    it("is refused when it is too large, announced or not, without loading the rest", async () => {
        const announced = await clientOf(
            { asset_g: model },
            (_, response) => {
                response.writeHead(200, { "content-length": 10_000 });
                response.write(glb(64, 10_000));
            },
            { maxFileBytes: 5000 },
        );
        expect(await failureOf(announced.client.downloadModel(["asset_g"]))).toMatchObject({
            kind: "file",
            spending: "spent",
            message: expect.stringContaining("larger than"),
        });
        let onClose: (() => void) | undefined;
        const closed = new Promise<void>((resolve) => {
            onClose = resolve;
        });
        const endless = await clientOf(
            { asset_g: model },
            (_, response) => {
                const more = () => response.destroyed || response.write(Buffer.alloc(1000), more);
                response.on("close", () => onClose?.());
                response.writeHead(200);
                response.write(glb(64, 10_000), more);
            },
            { maxFileBytes: 5000 },
        );
        expect(await failureOf(endless.client.downloadModel(["asset_g"]))).toMatchObject({ kind: "file" });
        await closed;
        expect(endless.server.requests).toHaveLength(2);
    });

    it.each([
        "file:///etc/passwd",
        "data:model/gltf-binary;base64,Z2xURg==",
        "ftp://host/a",
        "javascript:1",
        "http://",
    ])("is not fetched from %s", async (url) => {
        const { client, server } = await clientOf({ asset_g: { ...model, url } }, (_, response) => response.end());
        expect(await failureOf(client.downloadModel(["asset_g"]))).toMatchObject({
            kind: "file",
            spending: "spent",
        });
        expect(server.requests).toHaveLength(1);
    });

    it("is waited for when its link is not there yet", async () => {
        let reads = 0;
        const server = await startScriptedServer(({ url }, response) => {
            if (url === "/file") {
                response.end(glb());
                return;
            }
            reads++;
            sendJson(response, 200, { asset: { ...model, url: reads < 3 ? undefined : "/file" } });
        });
        const { createClient } = await openSession();
        const file = await createClient({ baseUrl: server.origin }).downloadModel(["asset_g"]);
        expect(magic(file.bytes)).toBe("glTF");
        expect(reads).toBe(3);
    });

    it("comes through a relay by a relative link, without any key", async () => {
        const { client, server } = await clientOf(
            { asset_g: { ...model, url: "/v1/assets/asset_g/file" } },
            (_, response) => response.end(glb()),
            { credentials: undefined },
        );
        await client.downloadModel(["asset_g"]);
        expect(server.requests.map(({ url }) => url)).toEqual([
            "/v1/assets/asset_g?originalAssets=true",
            "/v1/assets/asset_g/file",
        ]);
        expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    });

    it("may have moved to another origin, which does not see the key", async () => {
        const storage = await startScriptedServer((_, response) => response.end(glb()));
        const { client, server } = await clientOf({ asset_g: model }, (_, response) =>
            response.writeHead(302, { location: `${storage.origin}/moved` }).end(),
        );
        await client.downloadModel(["asset_g"]);
        expect(server.requests[0]?.headers.authorization).toMatch(/^Basic /);
        expect(storage.requests[0]?.headers.authorization).toBeUndefined();
    });

    it("stops with the caller's reason in the middle", async () => {
        const controller = new AbortController();
        const reason = new Error("enough");
        const { client, server } = await clientOf({ asset_g: model }, (_, response) => {
            response.writeHead(200, { "content-length": 64 });
            response.write(glb().subarray(0, 20));
        });
        const onProgress = () => controller.abort(reason);
        const { signal } = controller;
        expect(await failureOf(client.downloadModel(["asset_g"], { signal, onProgress }))).toBe(reason);
        expect(server.requests).toHaveLength(2);
    });

    it("that cannot be asked for says what is known about the money", async () => {
        const { client, emulator, finish } = await openSession();
        const assetIds = await finish();
        emulator.control.addFault({ operation: "assets.retrieve", status: 403, body: { message: "No scope" } });
        expect(await failureOf(client.downloadModel(assetIds))).toMatchObject({
            kind: "access",
            spending: "spent",
            reason: "No scope",
        });
    });
});
