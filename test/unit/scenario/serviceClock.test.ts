import { describe, expect, it } from "vitest";
import { failureOf, openSession } from "./clientSession";
import { type Script, sendJson, startScriptedServer } from "./scriptedServer";

const own = Date.parse("2026-10-01T10:00:00Z");
const date = "Thu, 01 Oct 2026 09:00:00 GMT";
const service = Date.parse(date);

async function clientOf(script: Script) {
    const server = await startScriptedServer(script);
    const { createClient, clock } = await openSession();
    return { server, clock, client: createClient({ baseUrl: server.origin }) };
}

const listing =
    (headers: Record<string, string>, status = 200): Script =>
    (_, response) =>
        sendJson(response, status, { jobs: [] }, headers);

describe("the service's clock", () => {
    it("is our own before the first answer", async () => {
        const { client } = await openSession();
        expect(client.serviceNow()).toBe(own);
    });

    it("is the answers' clock afterwards, and goes on with ours", async () => {
        const { client, clock } = await clientOf(listing({ date }));
        await client.listJobs();
        expect(client.serviceNow()).toBe(service + 500);
        await clock.delay(7000);
        expect(client.serviceNow()).toBe(service + 7500);
    });

    it("follows the newest answer", async () => {
        const { client } = await clientOf((_, response, count) =>
            sendJson(response, 200, { jobs: [] }, { date: count === 1 ? "Thu, 01 Oct 2026 01:00:00 GMT" : date }),
        );
        await client.listJobs();
        await client.listJobs();
        expect(client.serviceNow()).toBe(service + 500);
    });

    it("stays as it is when an answer has no readable time", async () => {
        const { client } = await clientOf(listing({ date: "yesterday" }));
        await client.listJobs();
        expect(client.serviceNow()).toBe(own);
    });

    it("is not taken from errors, which something in between may have made", async () => {
        const { client } = await clientOf(listing({ date }, 400));
        await failureOf(client.listJobs());
        expect(client.serviceNow()).toBe(own);
    });

    it("is not taken from files, which another host sends", async () => {
        const { client } = await clientOf((request, response) =>
            request.url === "/file"
                ? response.writeHead(200, { date: "Thu, 01 Oct 2026 01:00:00 GMT" }).end("glTF\u0002\0\0\0\u000c\0\0\0")
                : sendJson(response, 200, { asset: { id: "asset_g", kind: "3d", url: "/file" } }, { date }),
        );
        await client.downloadModel(["asset_g"]);
        expect(client.serviceNow()).toBe(service + 500);
    });

    it("is what a wait until a certain time is measured by", async () => {
        const { client, clock } = await clientOf((_, response, count) =>
            count === 2
                ? sendJson(response, 429, {}, { "retry-after": "Thu, 01 Oct 2026 09:00:20 GMT" })
                : sendJson(response, 200, { jobs: [] }, { date }),
        );
        await client.listJobs();
        await client.listJobs();
        expect(clock.waits).toEqual([19_750]);
    });
});
