import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCall } from "../../../plugin/relay/operations";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { askRaw, openRelayedEmulator } from "./relaySession";

const generatePath = `/generate/custom/${tripoModelId}`;

describe("what the relay refuses, without asking the service", () => {
    it.each([
        ["GET", "/"],
        ["GET", ""],
        ["GET", "/teams"],
        ["GET", "/usages"],
        ["GET", "/models"],
        ["GET", "/assets/asset_x/file/more"],
        ["GET", "/assets//file"],
        ["GET", "/assets/get-bulk/"],
        ["GET", "/v1/jobs"],
        ["GET", "/uploads/upload_x/parts/0"],
        ["GET", "/uploads/upload_x/parts/abc"],
        ["GET", "/assets/..%2fteams"],
        ["GET", "/assets/%2e%2e/teams"],
        ["GET", "/jobs/job_x%2faction"],
        ["GET", "/jobs/job_x%00"],
        ["GET", "/jobs/job%20x"],
        ["GET", "/jobs/..;x"],
        ["GET", "/jobs/https:%2f%2fexample.com"],
        ["GET", `/jobs/${"x".repeat(129)}`],
        ["POST", "/generate/workflow/w"],
    ])("%s %s is not there", async (method, path) => {
        const { ask, emulator } = await openRelayedEmulator();
        expect((await ask(method, path)).status).toBe(404);
        expect(emulator.control.requests()).toEqual([]);
    });

    it.each([
        "/api/scenario/../../v1/jobs",
        "/api/scenario/assets/../../teams",
        "/api/scenario/assets/..\\teams",
        "/api/scenario/%2e%2e/%2e%2e/teams",
        "/api/scenario//example.com/jobs",
        "/api/scenariojobs",
        "/jobs",
        "http://example.com/api/scenario/teams",
    ])("the raw path %s reaches nothing", async (path) => {
        const { origin, emulator } = await openRelayedEmulator();
        expect([400, 404]).toContain(await askRaw(origin, path));
        expect(emulator.control.requests()).toEqual([]);
    });

    it.each([
        ["DELETE", "/assets", "POST"],
        ["GET", "/assets", "POST"],
        ["PUT", "/jobs", "GET"],
        ["GET", generatePath, "POST"],
        ["POST", "/assets/asset_x/file", "GET"],
        ["OPTIONS", "/jobs", "GET"],
    ])("%s %s is not allowed", async (method, path, allow) => {
        const { ask, emulator } = await openRelayedEmulator();
        const answer = await ask(method, path);
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
        expect([...answer.headers.keys()].join()).not.toContain("access-control");
        expect(emulator.control.requests()).toEqual([]);
    });

    it.each([
        ["POST", `${generatePath}?dryrun=true`],
        ["POST", `${generatePath}?dryRun=1`],
        ["POST", `${generatePath}?dryRun=`],
        ["POST", `${generatePath}?dryRun=true&dryRun=false`],
        ["POST", `${generatePath}?projectId=p`],
        ["GET", "/jobs?url=http://example.com"],
        ["GET", "/assets/asset_x/file?format=obj"],
        ["GET", "/assets/asset_x/file?url=http://example.com"],
        ["GET", "/jobs/job_x?projectId=p"],
    ])("%s %s is not understood", async (method, path) => {
        const { ask, emulator } = await openRelayedEmulator();
        const body = method === "POST" ? { image: "asset_x" } : undefined;
        expect((await ask(method, path, body)).status).toBe(400);
        expect(emulator.control.requests()).toEqual([]);
    });

    it.each([{ dryRun: true }, { dryRun: "true", image: "asset_x" }, '{"dry\\u0052un":false}', "[]", "null", '"text"'])(
        "a generate body of %j would be a paid call by mistake",
        async (body) => {
            const { ask, emulator } = await openRelayedEmulator();
            const answer = await ask("POST", generatePath, body);
            expect(answer.status).toBe(400);
            expect(answer.body.message).toContain("Nothing was sent");
            expect(emulator.control.requests()).toEqual([]);
        },
    );

    it("an upload from an address and a conversion to anything but GLB", async () => {
        const { ask, emulator } = await openRelayedEmulator();
        expect((await ask("POST", "/uploads", { url: "http://example.com/a.png", kind: "image" })).status).toBe(400);
        expect((await ask("POST", "/assets/asset_x/download", { targetFormat: "obj" })).status).toBe(400);
        expect(emulator.control.requests()).toEqual([]);
    });

    it("bodies that are not JSON, not called JSON, or too large", async () => {
        const { ask, origin, emulator } = await openRelayedEmulator();
        const url = `${origin}/api/scenario${generatePath}`;
        for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
            const headers = type ? { "content-type": type } : {};
            const answer = await fetch(url, { method: "POST", headers, body: '{"image":"asset_x"}' });
            expect(answer.status).toBe(415);
        }
        expect((await ask("POST", generatePath, "{")).status).toBe(400);
        expect((await ask("POST", "/assets", "x".repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
        expect(emulator.control.requests()).toEqual([]);
    });

    it.each([
        [{ origin: "https://evil.test" }],
        [{ origin: "null" }],
        [{ origin: "not an address" }],
        [{ origin: "http://127.0.0.1:1" }],
        [{ "sec-fetch-site": "cross-site" }],
        [{ "sec-fetch-site": "same-site" }],
        [{ "sec-fetch-site": "something-new" }],
    ])("pages of other sites, known by %j", async (headers) => {
        const { ask, emulator } = await openRelayedEmulator();
        for (const [method, path, body] of [
            ["GET", "/service", undefined],
            ["GET", "/jobs", undefined],
            ["POST", generatePath, { image: "asset_x" }],
        ] as const) {
            const answer = await ask(method, path, body, headers);
            expect([answer.status, answer.headers.has("access-control-allow-origin")]).toEqual([403, false]);
        }
        expect(emulator.control.requests()).toEqual([]);
    });

    it("not its own page, and not programs", async () => {
        const { ask, origin } = await openRelayedEmulator();
        const own = { origin, "sec-fetch-site": "same-origin" };
        expect((await ask("GET", "/jobs", undefined, own)).status).toBe(200);
        expect((await ask("GET", "/jobs", undefined, { "sec-fetch-site": "none" })).status).toBe(200);
        expect((await ask("GET", "/jobs")).status).toBe(200);
    });

    it("no path that is made of anything but the listed words and plain ids", () => {
        const segment = fc.oneof(
            fc.constantFrom("assets", "jobs", "uploads", "models", "file", "..", "%2e%2e", "parts", "1", "asset_x"),
            fc.string({ maxLength: 12 }),
        );
        fc.assert(
            fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
                const call = findCall("GET", `/${segments.join("/")}`, new URLSearchParams());
                if ("name" in call) {
                    expect(call.path).toMatch(/^\/[a-z]+(\/[\w.-]+){0,2}$/);
                    expect(call.path).not.toContain("..");
                }
            }),
        );
    });

    it("the page's own credentials and cookies", async () => {
        const { ask, emulator } = await openRelayedEmulator();
        await ask("GET", "/jobs", undefined, { authorization: "Basic cGFnZQ==", cookie: "a=b", "x-page": "1" });
        const [request] = emulator.control.requests();
        expect(request?.hasAuthorization).toBe(true);
        expect(request?.headers).not.toHaveProperty("cookie");
        expect(request?.headers).not.toHaveProperty("x-page");
    });
});
