import { describe, expect, it } from "vitest";
import { explainError } from "../../../plugin/errors";
import type { ScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoModelId, tripoRequest } from "../../../plugin/scenario/tripo";
import { failureOf, openSession, tinyImage } from "./clientSession";
import { sendJson, startScriptedServer } from "./scriptedServer";

const request = tripoRequest("asset_x", tripoDefaults);

/** Every call that sends something, by name. */
const calls: Record<string, (client: ScenarioClient) => Promise<unknown>> = {
    uploadImage: (client) => client.uploadImage(tinyImage()),
    "uploadImage in parts": (client) => client.uploadImage(tinyImage(4_000_001)),
    retrieveModel: (client) => client.retrieveModel(tripoModelId),
    quote: (client) => client.quote(request),
    submit: (client) => client.submit(request),
    retrieveJob: (client) => client.retrieveJob("job_x"),
    listJobs: (client) => client.listJobs(),
    cancelJob: (client) => client.cancelJob("job_x"),
    waitForJob: (client) => client.waitForJob("job_x"),
    retrieveAsset: (client) => client.retrieveAsset("asset_x"),
    downloadModel: (client) => client.downloadModel(["asset_x"]),
};
const names = Object.keys(calls);
const freeReads = ["uploadImage", "retrieveModel", "quote", "listJobs", "retrieveAsset"];

async function answering(status: number, body: unknown, headers?: Record<string, string>) {
    const server = await startScriptedServer((_, response) =>
        typeof body === "string"
            ? response.writeHead(status, headers).end(body)
            : sendJson(response, status, body, headers),
    );
    const session = await openSession();
    return { ...session, server, client: session.createClient({ baseUrl: server.origin }) };
}

describe("an error status of a free call", () => {
    const rows = [
        [400, "input", 1],
        [401, "access", 1],
        [402, "limit", 1],
        [403, "access", 1],
        [404, "input", 1],
        [408, "network", 4],
        [409, "network", 1],
        [413, "input", 1],
        [415, "input", 1],
        [422, "input", 1],
        [429, "limit", 4],
        [500, "network", 4],
        [502, "network", 4],
        [503, "network", 4],
        [504, "network", 4],
    ] as const;
    for (const name of freeReads) {
        it.each(rows)(`%i of ${name} is of kind %s after %i tries`, async (status, kind, tries) => {
            const body = { reason: "Because", trace_id: "trace-1" };
            const headers = status === 429 ? { "retry-after": "1" } : {};
            const { client, server } = await answering(status, body, headers);
            const error = await failureOf(calls[name]?.(client) ?? Promise.resolve());
            expect(error).toMatchObject({ kind, spending: "none", status, reason: "Because", traceId: "trace-1" });
            expect(error).toMatchObject({ message: expect.stringMatching(/\(HTTP \d+\): Because$/) });
            expect(server.requests).toHaveLength(tries);
        });
    }

    it.each([
        [{ reason: "A", message: "B", error: "C", detail: "D" }, "A"],
        [{ message: "B", error: "C", detail: "D" }, "B"],
        [{ statusCode: 400, error: "C", detail: "D" }, "C"],
        [{ detail: "D" }, "D"],
        [{ status: 400, code: "bad", message: "B" }, "B"],
        [{ error: "Over quota", code: "QUOTA_EXCEEDED" }, "Over quota"],
        [{ reason: 7, message: "" }, '{"reason":7,"message":""}'],
        ["plain words", "plain words"],
        ["<html><title>400 Bad Request</title></html>", "400 Bad Request"],
        ["", undefined],
    ])("has the words of %j", async (body, reason) => {
        const { client } = await answering(400, body);
        expect(await failureOf(client.listJobs())).toMatchObject({ reason });
    });

    it("of a plan names the plan", async () => {
        const { client } = await answering(403, {
            reason: "You are not allowed to use this model with your plan",
            name: "ModelAccessRestrictedError",
            details: { currentPlan: "free", requiredPlan: "pro", modelId: "m" },
        });
        const error = await failureOf(client.quote(request));
        expect(explainError(error)).toBe(
            "The price could not be asked (HTTP 403): You are not allowed to use this model with your plan " +
                "Nothing was spent. This model needs the pro plan of Scenario.",
        );
    });

    it.each([
        [400, "Change the picture or the options and try again."],
        [401, "Check the Scenario API key, its project, its permissions and the plan."],
        [402, "Buy compute units in Scenario, or ask the owner of the team for them."],
        [404, "Check that it still exists and belongs to the same project as the API key."],
        [413, "Use a smaller picture."],
        [500, "Try again in a moment."],
    ])("%i says what to do", async (status, advice) => {
        const { client } = await answering(status, {});
        expect(await failureOf(client.quote(request))).toMatchObject({ advice });
    });

    it("is a missing key or a wrong one, both recognised", async () => {
        const { createClient, emulator } = await openSession();
        const wrong = createClient({ credentials: { key: emulator.credentials.key, secret: "other" } });
        expect(await failureOf(wrong.listJobs())).toMatchObject({ kind: "access", status: 401 });
        const none = createClient({ credentials: undefined });
        expect(await failureOf(none.listJobs())).toMatchObject({ kind: "access", reason: "Unauthorized" });
    });

    it("is not what a 2xx with the wrong content is", async () => {
        const { client, server } = await answering(200, "<html><title>Captive portal</title></html>");
        expect(await failureOf(client.retrieveModel("m"))).toMatchObject({
            kind: "network",
            status: 200,
            reason: "Captive portal",
        });
        expect(server.requests).toHaveLength(4);
    });
});

describe("no answer at all", () => {
    it.each(freeReads)("to %s is tried four times, then is a matter of the network", async (name) => {
        const server = await startScriptedServer((_, response) => response.destroy());
        const { createClient, clock } = await openSession();
        const error = await failureOf(calls[name]?.(createClient({ baseUrl: server.origin })) ?? Promise.resolve());
        expect(error).toMatchObject({ kind: "network", spending: "none", status: undefined });
        expect(server.requests).toHaveLength(4);
        expect(clock.waits).toEqual([1000, 2000, 4000]);
    });

    it("is the same when nobody listens", async () => {
        const { createClient } = await openSession();
        const error = await failureOf(createClient({ baseUrl: "http://127.0.0.1:1" }).listJobs());
        expect(error).toMatchObject({ kind: "network", spending: "none", cause: { name: "TypeError" } });
    });
});

describe("an abort", () => {
    it.each(names)("before %s sends nothing and is thrown as it is", async (name) => {
        const { server, createClient } = await answering(200, {});
        const aborting = createClient({ baseUrl: server.origin });
        const reason = new Error("no");
        expect(await failureOf(withSignal(aborting, name, AbortSignal.abort(reason)))).toBe(reason);
        expect(server.requests).toEqual([]);
    });

    it.each(names)("during %s is thrown as it is", async (name) => {
        const controller = new AbortController();
        const reason = new Error("no");
        const server = await startScriptedServer(() => controller.abort(reason));
        const { createClient } = await openSession();
        const client = createClient({ baseUrl: server.origin });
        expect(await failureOf(withSignal(client, name, controller.signal))).toBe(reason);
        expect(server.requests).toHaveLength(1);
    });
});

/** The same calls with a signal: the client under test is wrapped so that every call gets it. */
function withSignal(client: ScenarioClient, name: string, signal: AbortSignal): Promise<unknown> {
    const options = { signal };
    const signalled: ScenarioClient = {
        ...client,
        uploadImage: (image) => client.uploadImage(image, options),
        retrieveModel: (modelId) => client.retrieveModel(modelId, options),
        quote: (asked) => client.quote(asked, options),
        submit: (asked) => client.submit(asked, options),
        retrieveJob: (jobId) => client.retrieveJob(jobId, options),
        listJobs: () => client.listJobs(options),
        cancelJob: (jobId) => client.cancelJob(jobId, options),
        waitForJob: (jobId) => client.waitForJob(jobId, options),
        retrieveAsset: (assetId) => client.retrieveAsset(assetId, options),
        downloadModel: (assetIds) => client.downloadModel(assetIds, options),
    };
    return calls[name]?.(signalled) ?? Promise.resolve();
}

describe("a secret", () => {
    const credentials = { key: "api_very_secret_key", secret: "s3cret/with+signs==" };
    const encoded = Buffer.from(`${credentials.key}:${credentials.secret}`).toString("base64");
    const signature = "SiGnAtUrE";
    const link = `https://cdn.host/a?Policy=p0licy&Signature=${signature}&Key-Pair-Id=K3Y`;
    const words = `denied for ${credentials.key} ${credentials.secret} Basic ${encoded} at ${link}`;
    const bodies: [string, number, unknown][] = [
        ["a reason", 400, { reason: words, trace_id: words }],
        ["a message", 403, { message: words }],
        ["a web page", 502, `<html><body>${words}</body></html>`],
        ["S3's XML", 404, `<Error><Message>${words}</Message></Error>`],
        ["a fine answer of the wrong form", 200, { wrong: words }],
        ["a failed job", 200, { job: { jobId: "j", status: "failed", metadata: { error: words, hint: words } } }],
    ];

    /** Everything a log could show of an error. */
    function dump(error: unknown): string {
        if (!(error instanceof Error)) {
            return String(error);
        }
        const own = JSON.stringify({ ...error });
        return [error.message, error.stack, own, explainError(error), dump(error.cause)].join("\n");
    }

    for (const name of names) {
        it.each(bodies)(
            `comes out of ${name} neither as a value nor as an error, for %s with it`,
            async (_, status, body) => {
                const { createClient, server } = await answering(status, body);
                const client = createClient({ baseUrl: server.origin, credentials });
                const text = await Promise.resolve(calls[name]?.(client)).then(
                    (value) => JSON.stringify(value) ?? "",
                    dump,
                );
                for (const secret of [credentials.key, credentials.secret, encoded, signature, "p0licy", "K3Y"]) {
                    expect(text).not.toContain(secret);
                }
            },
        );
    }

    it("is in no error that fetch throws", async () => {
        const { createClient } = await openSession();
        const fetch = () => Promise.reject(new TypeError(`bad ${words}`, { cause: new Error(words) }));
        const client = createClient({ credentials, fetch });
        const text = dump(await failureOf(client.listJobs()));
        expect(text).toContain("[redacted]");
        expect(text).not.toMatch(/secret|SiGnAtUrE|p0licy|K3Y/);
    });

    it("is in no address", async () => {
        const { createClient, server } = await answering(400, {});
        const client = createClient({ baseUrl: server.origin, credentials });
        for (const name of names) {
            await failureOf(calls[name]?.(client) ?? Promise.resolve());
        }
        expect(JSON.stringify(server.requests.map(({ url, body }) => url + body))).not.toMatch(/secret/);
        expect(server.requests.every(({ headers }) => headers.authorization === `Basic ${encoded}`)).toBe(true);
    });
});
