import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { openRelay, serve } from "./relaySession";

const credentials = { key: "api_KEYKEYKEY", secret: "SECRETSECRET" };
const date = "Thu, 01 Oct 2026 09:00:00 GMT";
const bytes = Buffer.from("glTF and what follows it");

/** A relay in front of a service with a clock of its own, whose files are answered by `file`. */
async function openAgainst(file: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
    const origin = await serve((incoming, outgoing) => {
        if (!incoming.url?.startsWith("/v1/")) {
            file(incoming, outgoing);
            return;
        }
        const url = `http://${incoming.headers.host}/file`;
        outgoing.writeHead(200, { "content-type": "application/json", date });
        outgoing.end(JSON.stringify({ asset: { id: "asset_x", url }, url, jobs: [] }));
    });
    return openRelay({ credentials, serviceUrl: `${origin}/v1`, fileOrigins: [origin] });
}

const unpacked = (_: IncomingMessage, outgoing: ServerResponse) =>
    outgoing
        .writeHead(200, { etag: '"v1"', "last-modified": date, date, "accept-ranges": "bytes", "x-other": "1" })
        .end(bytes);

describe("the headers that come through the relay", () => {
    it.each([
        ["GET", "/jobs", undefined],
        ["GET", "/assets/asset_x", undefined],
        ["GET", "/assets/asset_x/file", undefined],
        ["POST", "/assets/asset_x/download", { targetFormat: "glb" }],
        ["POST", "/generate/custom/model_x", { image: "asset_x" }],
    ])("have the service's own time on %s %s", async (method, path, body) => {
        const { ask } = await openAgainst(unpacked);
        expect((await ask(method, path, body)).headers.get("date")).toBe(date);
    });

    it("give a page the service's clock", async () => {
        const { origin } = await openAgainst(unpacked);
        const client = createScenarioClient({ baseUrl: `${origin}/api/scenario`, now: () => 0 });
        expect(client.serviceNow()).toBe(0);
        await client.listJobs();
        expect(client.serviceNow()).toBe(Date.parse(date) + 500);
    });

    it("say which version of a file came, so that its transfer can be continued", async () => {
        const { ask } = await openAgainst(unpacked);
        const { headers } = await ask("GET", "/assets/asset_x/file");
        expect(headers.get("etag")).toBe('"v1"');
        expect(headers.get("last-modified")).toBe(date);
        expect(headers.get("accept-ranges")).toBe("bytes");
        expect(headers.get("x-other")).toBeNull();
    });

    it("carry the wish to continue one version, and nothing else of the page", async () => {
        const seen: IncomingMessage["headers"][] = [];
        const { ask } = await openAgainst((incoming, outgoing) => {
            seen.push(incoming.headers);
            outgoing.writeHead(206, { "content-range": `bytes 4-${bytes.length - 1}/${bytes.length}`, etag: '"v1"' });
            outgoing.end(bytes.subarray(4));
        });
        const wish = { range: "bytes=4-", "if-range": '"v1"' };
        const answer = await ask("GET", "/assets/asset_x/file", undefined, { ...wish, cookie: "a=b", "x-other": "1" });
        expect([answer.status, answer.text]).toEqual([206, bytes.toString().slice(4)]);
        expect(seen).toMatchObject([{ ...wish, "accept-encoding": expect.stringMatching(/^identity/) }]);
        expect(seen[0]).not.toHaveProperty("cookie");
        expect(seen[0]).not.toHaveProperty("x-other");
    });

    it("say nothing about bytes that were unpacked on the way", async () => {
        const { ask } = await openAgainst((_, outgoing) =>
            outgoing
                .writeHead(200, { etag: '"v1"', "last-modified": date, "content-encoding": "gzip" })
                .end(gzipSync(bytes)),
        );
        const { headers, text } = await ask("GET", "/assets/asset_x/file");
        expect(text).toBe(bytes.toString());
        expect(["etag", "last-modified", "content-length"].map((name) => headers.get(name))).toEqual([
            null,
            null,
            null,
        ]);
    });
});
