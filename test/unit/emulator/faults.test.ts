import { describe, expect, it } from "vitest";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { createGate } from "../support/createGate";
import { openEmulator } from "./emulatorSession";

describe("faults", () => {
    it.each([
        [400, { reason: "Input prompt is required" }],
        [401, { message: "Unauthorized" }],
        [402, { reason: "Out of compute units" }],
        [403, { message: "API Keys cannot access protected resources" }],
        [404, { status: 404, code: "x", message: "gone" }],
        [408, {}],
        [409, {}],
        [422, {}],
        [429, { error: "slow down", code: "QUOTA_EXCEEDED" }],
        [500, { statusCode: 500, error: "oops" }],
        [502, {}],
        [503, {}],
        [504, {}],
    ])("answer %i with the planned body", async (status, body) => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status, body, headers: { "retry-after": "3" } });
        const answer = await call("GET", "/jobs");
        expect([answer.status, answer.body, answer.headers.get("retry-after")]).toEqual([status, body, "3"]);
        expect((await call("GET", "/jobs")).status).toBe(200);
    });

    it("hit only their operation, so often as planned, in order", async () => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status: 503, times: 2 });
        emulator.control.addFault({ operation: "jobs.list", status: 500 });
        expect((await call("GET", "/models")).status).toBe(200);
        const seen = [];
        for (let count = 0; count < 4; count += 1) {
            seen.push((await call("GET", "/jobs")).status);
        }
        expect(seen).toEqual([503, 503, 500, 200]);
        emulator.control.addFault({ operation: "jobs.list", status: 503 });
        emulator.control.clearFaults();
        expect((await call("GET", "/jobs")).status).toBe(200);
    });

    it("can answer with a page instead of JSON", async () => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status: 502, body: "<h1>Bad Gateway</h1>" });
        const answer = await call("GET", "/jobs");
        expect(answer.headers.get("content-type")).toBe("text/html");
        expect(answer.text).toBe("<h1>Bad Gateway</h1>");
    });

    it("can lose the answer, before or after the work", async () => {
        const { call, emulator } = await openEmulator();
        const described = { fileName: "a", contentType: "image/png", fileSize: 5, kind: "image", parts: 1 };
        emulator.control.addFault({ operation: "uploads.create", drop: true });
        await expect(call("POST", "/uploads", described)).rejects.toThrow();
        emulator.control.addFault({ operation: "uploads.create", drop: true, when: "after" });
        await expect(call("POST", "/uploads", described)).rejects.toThrow();
        expect((await call("POST", "/uploads", described)).status).toBe(200);
    });

    it("can hold an answer back until a promise settles", async () => {
        const { call, emulator } = await openEmulator();
        const gate = createGate();
        emulator.control.addFault({ operation: "jobs.list", hold: gate.opened });
        const held = call("GET", "/jobs");
        expect((await call("GET", "/jobs")).status).toBe(200);
        gate.open();
        expect((await held).status).toBe(200);
    });

    it("hit the request they are numbered for", async () => {
        const { call, plan } = await openEmulator();
        plan({ operation: "jobs.list", nth: 2, times: 2, status: 503 }, { operation: "jobs.list", status: 500 });
        const seen = [];
        for (let count = 0; count < 4; count += 1) {
            seen.push((await call("GET", "/jobs")).status);
        }
        expect(seen).toEqual([500, 503, 503, 200]);
    });

    it.each([
        [{}, null, undefined],
        [{ retryAfter: 7 }, "7", undefined],
        [{ remainingSeconds: 12 }, null, 12],
        [{ retryAfter: 7, remainingSeconds: 12 }, "7", 12],
    ])("say that it is too much, and when to come again: %o", async (tooMany, header, seconds) => {
        const { call, plan } = await openEmulator();
        plan({ operation: "generate.run", tooMany });
        const { status, headers, body } = await call("POST", "/generate/custom/model_x", {});
        expect([status, headers.get("retry-after"), body.remainingSeconds]).toEqual([429, header, seconds]);
        expect(body).toMatchObject({ name: "TooManyRequestsError", trace_id: expect.any(String) });
    });

    it("lose the answer even when it is a refusal", async () => {
        const { call, plan } = await openEmulator();
        plan({ operation: "jobs.retrieve", drop: true, when: "after" });
        await expect(call("GET", "/jobs/job_x")).rejects.toThrow();
        expect((await call("GET", "/jobs/job_x")).status).toBe(404);
    });

    it("leave fields out, wherever they stand", async () => {
        const { call, upload, plan } = await openEmulator();
        const id = await upload();
        plan(
            { operation: "assets.retrieve", without: ["url"], times: 2 },
            { operation: "assets.getBulk", without: ["url", "metadata"] },
        );
        for (const has of [false, false, true]) {
            const { asset } = (await call("GET", `/assets/${id}`)).body;
            expect([asset.id, "url" in asset]).toEqual([id, has]);
        }
        const { assets } = (await call("POST", "/assets/get-bulk", { assetIds: [id] })).body;
        expect(assets).toMatchObject([{ id, properties: {} }]);
        expect(Object.keys(assets[0])).not.toContain("metadata");
        expect(Object.keys(assets[0])).not.toContain("url");
    });

    it("leave an answer that is no JSON as it is", async () => {
        const { call, upload, plan } = await openEmulator();
        const { url } = (await call("GET", `/assets/${await upload()}`)).body.asset;
        plan({ operation: "files.read", without: ["url"] });
        expect((await fetch(url)).status).toBe(200);
    });
});

describe("a delayed answer", () => {
    it("waits by the emulator's own delay, and does the work when the wait is over", async () => {
        const { call, plan, submit, clock, emulator } = await openEmulator();
        const jobId = await submit();
        await emulator.control.filesMade();
        const before = clock.time;
        plan({ operation: "jobs.retrieve", delay: 25_000 });
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("success");
        expect(clock.time).toBe(before + 25_000);
    });

    it("may tell of the time before the wait", async () => {
        const { call, plan, submit, emulator } = await openEmulator();
        const jobId = await submit();
        await emulator.control.filesMade();
        plan({ operation: "jobs.retrieve", delay: 25_000, when: "after" });
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("queued");
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("success");
    });

    it("can be any other fault", async () => {
        const { call, plan, clock } = await openEmulator();
        const before = clock.time;
        plan(
            { operation: "jobs.list", delay: 100, status: 503 },
            { operation: "jobs.list", delay: 100, drop: true },
            { operation: "jobs.list", delay: 100, json: "html" },
        );
        expect((await call("GET", "/jobs")).status).toBe(503);
        await expect(call("GET", "/jobs")).rejects.toThrow();
        expect((await call("GET", "/jobs")).text).toContain("<title>");
        expect(clock.time).toBe(before + 300);
    });

    it("is worked on and charged although nobody waits for it any more", async () => {
        const [entered, release] = [createGate(), createGate()];
        const { call, upload, plan, emulator } = await openEmulator({
            delay: async () => {
                entered.open();
                await release.opened;
            },
        });
        const image = await upload();
        plan({ operation: "generate.run", delay: 60_000 });
        const leaving = new AbortController();
        const { key, secret } = emulator.credentials;
        const asked = fetch(`${emulator.apiUrl}/generate/custom/${tripoModelId}`, {
            method: "POST",
            headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
            body: JSON.stringify({ image }),
            signal: leaving.signal,
        });
        await entered.opened;
        leaving.abort();
        await expect(asked).rejects.toThrow();
        expect(emulator.control.paidCalls()).toEqual([]);
        release.open();
        expect((await call("GET", "/jobs")).body.jobs).toMatchObject([{ metadata: { input: { image } } }]);
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("takes real time when no delay is injected", async () => {
        const { call, plan } = await openEmulator({ delay: undefined });
        plan({ operation: "jobs.list", delay: 5 });
        const begin = performance.now();
        expect((await call("GET", "/jobs")).status).toBe(200);
        expect(performance.now() - begin).toBeGreaterThan(4);
    });
});

describe("a damaged JSON answer", () => {
    it.each([
        ["short", "{"],
        ["corrupt", "{"],
    ] as const)("can end too early or be garbled: %s", async (json, start) => {
        const { get, plan } = await openRaw();
        plan({ operation: "jobs.list", json });
        const answer = await get("/jobs");
        const text = await answer.text();
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
        expect(text.startsWith(start)).toBe(true);
        expect(() => JSON.parse(text)).toThrow();
        expect(await (await get("/jobs")).json()).toEqual({ jobs: [] });
    });

    it("can lose the connection in mid-body", async () => {
        const { get, plan } = await openRaw();
        plan({ operation: "jobs.list", json: "cut" });
        await expect(get("/jobs").then((answer) => answer.text())).rejects.toThrow();
    });

    it("can be right under a wrong content type", async () => {
        const { get, plan } = await openRaw();
        plan({ operation: "jobs.list", json: "wrong-type" });
        const answer = await get("/jobs");
        expect([answer.headers.get("content-type"), await answer.text()]).toEqual(["text/plain", '{"jobs":[]}']);
    });

    it("can be the page of somebody else", async () => {
        const { get, plan } = await openRaw();
        plan({ operation: "jobs.list", json: "html" });
        const answer = await get("/jobs");
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html"]);
        expect(await answer.text()).toMatch(/^<!doctype html>/);
    });

    it("is damaged after the work is done and paid", async () => {
        const { call, upload, plan, emulator } = await openEmulator();
        plan({ operation: "generate.run", json: "html" });
        await call("POST", `/generate/custom/${tripoModelId}`, { image: await upload() });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });
});

/** A session whose answers are left unread. */
async function openRaw() {
    const session = await openEmulator();
    const { apiUrl, credentials } = session.emulator;
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    return { ...session, get: (path: string) => fetch(`${apiUrl}${path}`, { headers: { authorization } }) };
}
