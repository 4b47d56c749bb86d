import { describe, expect, it } from "vitest";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { failureOf, openSession } from "./clientSession";
import { type Script, sendJson, startScriptedServer } from "./scriptedServer";

const request = tripoRequest("asset_x", tripoDefaults);

async function clientOf(script: Script) {
    const server = await startScriptedServer(script);
    const { createClient, clock } = await openSession();
    return { server, clock, createClient, client: createClient({ baseUrl: server.origin }) };
}

const refusals = [
    [400, "input"],
    [401, "access"],
    [402, "limit"],
    [403, "access"],
    [404, "input"],
    [422, "input"],
    [429, "limit"],
] as const;

describe("the paid call", () => {
    it("gives a job that can be followed", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        const job = await client.submit(tripoRequest(image, tripoDefaults));
        expect(job).toMatchObject({ status: "queued", progress: 0, imageAssetId: image, cost: 45 });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("has no query", async () => {
        const { client, server } = await clientOf((_, response) => sendJson(response, 200, { job: { jobId: "j" } }));
        await client.submit(request);
        expect(server.requests[0]?.url).toBe("/generate/custom/model_tripo-v3-0-image-to-3d");
    });

    it.each(refusals)("that is refused with %i is sent once, is of kind %s and spent nothing", async (status, kind) => {
        const { client, server, clock } = await clientOf((_, response) =>
            sendJson(response, status, { reason: "No", trace_id: "t-1" }, { "retry-after": "1" }),
        );
        const error = await failureOf(client.submit(request));
        expect(error).toMatchObject({ kind, spending: "none", status, reason: "No", traceId: "t-1" });
        expect(server.requests).toHaveLength(1);
        expect(clock.waits).toEqual([]);
    });

    it.each([300, 302, 307, 308, 405, 408, 409, 413, 418, 425, 500, 502, 503, 504, 524, 599])(
        "that is answered with %i is sent once, and the money is unknown",
        async (status) => {
            const { client, server, clock } = await clientOf((_, response) =>
                sendJson(response, status, { message: "Hm" }, { location: "/elsewhere", "retry-after": "1" }),
            );
            const error = await failureOf(client.submit(request));
            expect(error).toMatchObject({ kind: "unknown", spending: "unknown" });
            expect(error).toMatchObject({ advice: expect.stringContaining("your jobs") });
            expect(server.requests).toHaveLength(1);
            expect(clock.waits).toEqual([]);
        },
    );

    const clean200 = (body: string): Script => {
        return (_, response) => response.writeHead(200).end(body);
    };
    it.each<[string, Script]>([
        ["with a web page", clean200("<html>Sign in</html>")],
        ["with nothing", clean200("")],
        ["with half of a JSON", clean200('{"job":{"jobId":"job_')],
        ["with a price instead of a job", clean200('{"creativeUnitsCost":45}')],
        ["with a job without an id", clean200('{"job":{"status":"queued"}}')],
        ["with a lost connection", (_, response) => response.destroy()],
        [
            "with a connection lost in the middle",
            (_, response) => {
                response.writeHead(200, { "content-length": "500" });
                response.write('{"job":{"jobId":"job_x"', () => response.destroy());
            },
        ],
    ])("that is answered %s is sent once, and the money is unknown", async (_, script) => {
        const { client, server } = await clientOf(script);
        expect(await failureOf(client.submit(request))).toMatchObject({ kind: "unknown", spending: "unknown" });
        expect(server.requests).toHaveLength(1);
    });

    it("is charged once when the answer gets lost after the work is done", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        emulator.control.addFault({ operation: "generate.run", when: "after", drop: true });
        const error = await failureOf(client.submit(tripoRequest(image, tripoDefaults)));
        expect(error).toMatchObject({ kind: "unknown", spending: "unknown" });
        const [paid] = emulator.control.paidCalls();
        expect(emulator.control.paidCalls()).toHaveLength(1);
        const { jobs } = await client.listJobs();
        expect(jobs).toMatchObject([{ jobId: paid?.jobId, imageAssetId: image, input: { texture: true } }]);
    });

    it("is unknown, not endless, when no answer ever comes", async () => {
        const timers: { ms: number; onEnd: () => void }[] = [];
        const { server, createClient } = await clientOf(() => timers[0]?.onEnd());
        const startTimer = (ms: number, onEnd: () => void) => {
            const place = timers.push({ ms, onEnd });
            return () => void timers.splice(place);
        };
        const client = createClient({ baseUrl: server.origin, startTimer });
        const error = await failureOf(client.submit(request));
        expect(error).toMatchObject({ kind: "unknown", spending: "unknown" });
        expect(server.requests).toHaveLength(1);
        expect(timers.map(({ ms }) => ms)).toEqual([120_000]);
    });

    it("takes a job for a job whatever status comes with it", async () => {
        const { client } = await clientOf((_, response) => sendJson(response, 500, { job: { jobId: "job_x" } }));
        await expect(client.submit(request)).resolves.toMatchObject({ jobId: "job_x" });
    });

    it("is not sent when it is aborted before", async () => {
        const { client, server } = await clientOf((_, response) => sendJson(response, 200, {}));
        const reason = new Error("no");
        expect(await failureOf(client.submit(request, { signal: AbortSignal.abort(reason) }))).toBe(reason);
        expect(server.requests).toEqual([]);
    });

    it("is an abort for the caller also when it may have been paid", async () => {
        const controller = new AbortController();
        const { client, server } = await clientOf(() => controller.abort());
        const error = await failureOf(client.submit(request, { signal: controller.signal }));
        expect(error).toBe(controller.signal.reason);
        expect(server.requests).toHaveLength(1);
    });

    it("is refused above the team's ceiling, with the wait the service names", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        emulator.control.setConcurrencyLimit({ limit: 1, remainingSeconds: 40 });
        await client.submit(tripoRequest(image, tripoDefaults));
        expect(await failureOf(client.submit(tripoRequest(image, tripoDefaults)))).toMatchObject({
            kind: "limit",
            spending: "none",
            advice: "Try again in 40 seconds.",
        });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });
});
