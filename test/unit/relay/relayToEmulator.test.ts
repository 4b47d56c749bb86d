import { describe, expect, it } from "vitest";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { pngBytes } from "../emulator/emulatorSession";
import { openRelayedEmulator } from "./relaySession";

const generatePath = `/generate/custom/${tripoModelId}`;

describe("the relay in front of the emulator", () => {
    it("says which service it talks to", async () => {
        const { ask } = await openRelayedEmulator();
        expect((await ask("GET", "/service")).body).toMatchObject({ name: "Emulator", spends: false });
    });

    it("carries a picture to a model file without showing the page a foreign address", async () => {
        const { ask, emulator, finishJobs, origin } = await openRelayedEmulator();
        const texts: string[] = [];
        const keep = async (answer: ReturnType<typeof ask>) => {
            texts.push((await answer).text);
            return answer;
        };
        const picture = (await pngBytes()).toString("base64");
        const { asset } = (await keep(ask("POST", "/assets", { name: "box.png", image: picture }))).body;
        expect(asset.url).toBe(`/api/scenario/assets/${asset.id}/file`);

        const quote = await keep(ask("POST", `${generatePath}?dryRun=true`, { image: asset.id }));
        expect(quote.status).toBe(269);
        expect(quote.body.creativeUnitsCost).toBe(45);
        expect(emulator.control.paidCalls()).toHaveLength(0);

        const { jobId } = (await keep(ask("POST", generatePath, { image: asset.id }))).body.job;
        await finishJobs();
        const { job } = (await keep(ask("GET", `/jobs/${jobId}`))).body;
        expect(job.status).toBe("success");
        expect((await keep(ask("GET", "/jobs?pageSize=1"))).body.jobs[0].jobId).toBe(jobId);
        expect((await keep(ask("GET", `/models/${tripoModelId}`))).body.model.inputs).toHaveLength(14);
        expect((await keep(ask("POST", `/jobs/${jobId}/action`, { action: "cancel" }))).status).toBe(400);

        const model = (await keep(ask("GET", `/assets/${job.metadata.assetIds[0]}?originalAssets=true`))).body.asset;
        expect(model.url).toBe(`/api/scenario/assets/${model.id}/file`);
        expect(model.thumbnail.url).toBe(`/api/scenario/assets/${model.thumbnail.assetId}/file`);
        expect(model.preview.url).toBe(`/api/scenario/assets/${model.preview.assetId}/file`);
        expect(model).not.toHaveProperty("originalFileUrl");
        const converted = await keep(ask("POST", `/assets/${model.id}/download`, { targetFormat: "glb" }));
        expect(converted.body).toEqual({ url: `/api/scenario/assets/${model.id}/file?format=glb` });

        for (const path of [model.url, converted.body.url]) {
            const file = await fetch(`${origin}${path}`);
            expect(file.status).toBe(200);
            expect(file.headers.get("content-type")).toBe("model/gltf-binary");
            expect(Buffer.from(await file.arrayBuffer()).toString("latin1", 0, 4)).toBe("glTF");
        }
        const thumbnail = await fetch(`${origin}${model.thumbnail.url}`);
        expect(thumbnail.headers.get("content-type")).toBe("image/jpeg");
        expect(texts.join()).not.toMatch(/Signature|Policy|127\.0\.0\.1|http:/);
        expect(
            emulator.control.requests().filter((request) => request.origin === "files" && request.hasAuthorization),
        ).toEqual([]);
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("uploads in parts through its own paths, with a length and without headers of ours", async () => {
        const { ask, emulator, finishJobs, origin } = await openRelayedEmulator();
        const picture = await pngBytes(64);
        const file = {
            fileName: "a.png",
            contentType: "image/png",
            fileSize: picture.byteLength,
            kind: "image",
            parts: 1,
        };
        const { upload } = (await ask("POST", "/uploads", file)).body;
        expect(upload.parts[0].url).toBe(`/api/scenario/uploads/${upload.id}/parts/1`);
        const put = await fetch(`${origin}${upload.parts[0].url}`, { method: "PUT", body: new Uint8Array(picture) });
        expect(put.status).toBe(204);
        const sent = emulator.control.requests().find((request) => request.method === "PUT");
        expect(sent).toMatchObject({
            hasAuthorization: false,
            headers: { "content-length": String(picture.byteLength) },
        });
        expect(sent?.headers).not.toHaveProperty("content-type");

        expect((await ask("POST", `/uploads/${upload.id}/action`, { action: "complete" })).status).toBe(200);
        await finishJobs();
        expect((await ask("GET", `/uploads/${upload.id}`)).body.upload).toMatchObject({ status: "imported" });
    });

    it("finds the address of a part again after a restart", async () => {
        const { call, origin } = await openRelayedEmulator();
        const file = { fileName: "a.png", contentType: "image/png", fileSize: 3, kind: "image", parts: 1 };
        const { upload } = (await call("POST", "/uploads", file)).body;
        const url = `${origin}/api/scenario/uploads/${upload.id}/parts/1`;
        expect((await fetch(url, { method: "PUT", body: "abc" })).status).toBe(204);
        expect((await fetch(url.replace(/1$/, "2"), { method: "PUT", body: "abc" })).status).toBe(404);
        expect((await fetch(url.replace(upload.id, "upload_x"), { method: "PUT", body: "abc" })).status).toBe(404);
    });

    it("says with which status the storage refused a part", async () => {
        const { ask, emulator, origin } = await openRelayedEmulator();
        const file = { fileName: "a.png", contentType: "image/png", fileSize: 3, kind: "image", parts: 1 };
        const { upload } = (await ask("POST", "/uploads", file)).body;
        emulator.control.expireLinks();
        const put = await fetch(`${origin}${upload.parts[0].url}`, { method: "PUT", body: "abc" });
        expect(put.status).toBe(403);
        expect(await put.json()).toEqual({ message: "The part was not accepted (status 403)." });
    });

    it("asks for a fresh link each time, so that expired ones do not matter", async () => {
        const { emulator, origin, upload, clock } = await openRelayedEmulator({ linkLifetime: 1000 });
        const url = `${origin}/api/scenario/assets/${await upload()}/file`;
        expect((await fetch(url)).status).toBe(200);
        emulator.control.expireLinks();
        clock.time += 5000;
        expect((await fetch(url)).status).toBe(200);
    });

    it("passes ranges through in both directions", async () => {
        const { origin, upload } = await openRelayedEmulator();
        const url = `${origin}/api/scenario/assets/${await upload()}/file`;
        const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
        const part = await fetch(url, { headers: { range: "bytes=4-9" } });
        expect(part.status).toBe(206);
        expect(part.headers.get("content-range")).toBe(`bytes 4-9/${whole.byteLength}`);
        expect(part.headers.get("content-length")).toBe("6");
        expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(4, 10));
        const outside = await fetch(url, { headers: { range: `bytes=${whole.byteLength}-` } });
        expect(outside.status).toBe(416);
    });

    it("breaks the page's connection when the file's breaks half way", async () => {
        const { emulator, origin, upload } = await openRelayedEmulator();
        const url = `${origin}/api/scenario/assets/${await upload()}/file`;
        emulator.control.addFault({ operation: "files.read", file: "cut" });
        await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
    });

    it("serves a file that is not a picture or model as mere bytes", async () => {
        const { emulator, origin, upload } = await openRelayedEmulator();
        emulator.control.addFault({ operation: "files.read", file: "html" });
        const response = await fetch(`${origin}/api/scenario/assets/${await upload()}/file`);
        expect(response.headers.get("content-type")).toBe("application/octet-stream");
        expect(response.headers.get("x-content-type-options")).toBe("nosniff");
        expect(response.headers.get("content-security-policy")).toContain("sandbox");
    });

    it("answers 404 of the service for the file of an unknown asset", async () => {
        const { ask } = await openRelayedEmulator();
        const file = await ask("GET", "/assets/asset_unknown/file");
        expect(file.status).toBe(404);
        expect(file.body).toMatchObject({ reason: "Asset asset_unknown not found", trace_id: expect.any(String) });
        expect((await ask("GET", "/assets/asset_unknown/file?format=glb")).status).toBe(404);
    });

    it("never repeats a call that failed", async () => {
        const { ask, emulator, upload } = await openRelayedEmulator();
        const image = await upload();
        emulator.control.addFault({ operation: "generate.run", when: "after", drop: true });
        const answer = await ask("POST", generatePath, { image });
        expect(answer.status).toBe(502);
        expect(answer.body).toEqual({ message: "The service could not be reached." });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("turns an unreadable 200 into a 502, so that a paid call stays an open question", async () => {
        const { ask, emulator, upload } = await openRelayedEmulator();
        const image = await upload();
        emulator.control.addFault({ operation: "generate.run", when: "after", status: 200, body: "<p>hello" });
        const answer = await ask("POST", generatePath, { image });
        expect(answer.status).toBe(502);
        expect(answer.body).toEqual({ message: "The service gave no usable answer." });
    });

    it.each([400, 401, 402, 403, 404, 408, 409, 422, 429, 500, 503])(
        "passes status %i on with its reason",
        async (status) => {
            const { ask, emulator } = await openRelayedEmulator();
            const body = { reason: "planned", trace_id: "t1" };
            emulator.control.addFault({ operation: "jobs.list", status, body, headers: { "retry-after": "7" } });
            const answer = await ask("GET", "/jobs");
            expect(answer.status).toBe(status);
            expect(answer.body).toEqual(body);
            expect(answer.headers.get("retry-after")).toBe("7");
            expect(answer.headers.get("content-type")).toBe("application/json");
        },
    );
});
