import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createRelay } from "../../../plugin/relay";
import { openRelay, serve } from "./relaySession";

const credentials = { key: "api_KEYKEYKEY", secret: 'SECRET"SECRET\\SECRET' };
const pair = Buffer.from(`${credentials.key}:${credentials.secret}`).toString("base64");

type Answerer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A relay whose service is played by `answer`. */
async function openAgainst(answer: Answerer) {
    const seen: IncomingMessage[] = [];
    const origin = await serve((incoming, outgoing) => {
        seen.push(incoming);
        answer(incoming, outgoing);
    });
    const relay = await openRelay({ credentials, serviceUrl: `${origin}/v1`, fileOrigins: [origin] });
    return { ...relay, seen };
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(JSON.stringify(body));
}

const generateBody = { image: "asset_x" };

describe("the relay against a service that misbehaves", () => {
    it("lets no form of the key through in any answer, header or error", async () => {
        const forms = [
            credentials.key,
            credentials.secret,
            pair,
            `Basic ${pair}`,
            encodeURIComponent(credentials.secret),
            Buffer.from(credentials.key).toString("base64"),
            Buffer.from(credentials.secret).toString("base64"),
        ];
        const echo = { reason: forms.join(" "), nested: { [credentials.secret]: forms } };
        const answerers: Answerer[] = [
            (_, outgoing) =>
                sendJson(outgoing, 200, echo, { "retry-after": pair, "x-amzn-errortype": credentials.key }),
            (_, outgoing) => sendJson(outgoing, 401, echo, { "www-authenticate": pair, "set-cookie": `k=${pair}` }),
            (_, outgoing) => sendJson(outgoing, 500, echo),
            (_, outgoing) => outgoing.writeHead(403, { "content-type": "text/html" }).end(forms.join("<br>")),
            (_, outgoing) => outgoing.writeHead(302, { location: `http://127.0.0.1:1/?key=${pair}` }).end(),
            (_, outgoing) => void outgoing.destroy(),
            (_, outgoing) => sendJson(outgoing, 200, { asset: { id: pair, url: `http://127.0.0.1:1/${pair}` } }),
            (_, outgoing) => sendJson(outgoing, 200, { url: credentials.secret }),
            (_, outgoing) => sendJson(outgoing, 200, { url: "http://127.0.0.1:1/" }, { "retry-after": pair }),
            (_, outgoing) => outgoing.writeHead(429, { "retry-after": credentials.secret }).end("slow down"),
        ];
        for (const answerer of answerers) {
            const { origin } = await openAgainst(answerer);
            for (const [method, path, body] of [
                ["GET", "/service"],
                ["GET", "/jobs"],
                ["GET", "/jobs/job_x"],
                ["GET", "/models/model_x"],
                ["GET", "/assets/asset_x"],
                ["GET", "/assets/asset_x/file"],
                ["GET", "/assets/asset_x/file?format=glb"],
                ["GET", "/nothing"],
                ["POST", "/assets", { name: "a" }],
                ["POST", "/assets/asset_x/download", { targetFormat: "glb" }],
                ["POST", "/uploads", {}],
                ["POST", "/generate/custom/model_x", generateBody],
                ["POST", "/generate/custom/model_x?dryRun=true", generateBody],
                ["PUT", "/uploads/upload_x/parts/1", {}],
            ] as const) {
                const answer = await fetch(`${origin}/api/scenario${path}`, {
                    method,
                    ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
                });
                const heard = JSON.stringify([...answer.headers]) + (await answer.text());
                for (const form of [...forms, JSON.stringify(credentials.secret).slice(1, -1)]) {
                    expect(heard).not.toContain(form);
                }
            }
        }
    });

    it("follows a file only into its own origins, and redirects out of them not at all", async () => {
        const stranger: IncomingMessage[] = [];
        const elsewhere = await serve((incoming, outgoing) => {
            stranger.push(incoming);
            outgoing.end("glTF");
        });
        for (const url of [`${elsewhere}/a.glb`, "file:///etc/passwd", "no address", `${elsewhere}@x/`]) {
            const { ask } = await openAgainst((_, outgoing) => sendJson(outgoing, 200, { asset: { id: "a", url } }));
            expect((await ask("GET", "/assets/asset_x/file")).status).toBe(502);
        }
        const { ask, seen } = await openAgainst((incoming, outgoing) => {
            if (incoming.url?.startsWith("/v1/")) {
                sendJson(outgoing, 200, { asset: { id: "a", url: `http://${incoming.headers.host}/file` } });
            } else {
                outgoing.writeHead(302, { location: `${elsewhere}/a.glb` }).end();
            }
        });
        expect((await ask("GET", "/assets/asset_x/file")).status).toBe(502);
        expect(stranger).toEqual([]);
        expect(seen.at(-1)?.headers.authorization).toBeUndefined();
    });

    it("follows redirects inside its own origins, but not for ever", async () => {
        const { ask } = await openAgainst((incoming, outgoing) => {
            if (incoming.url?.startsWith("/v1/assets/once")) {
                sendJson(outgoing, 200, { asset: { id: "a", url: `http://${incoming.headers.host}/first` } });
            } else if (incoming.url?.startsWith("/v1/")) {
                sendJson(outgoing, 200, { asset: { id: "a", url: `http://${incoming.headers.host}/loop` } });
            } else if (incoming.url === "/second") {
                outgoing.writeHead(200, { "content-type": "model/gltf-binary" }).end("glTF");
            } else {
                outgoing.writeHead(307, { location: incoming.url === "/first" ? "/second" : "/loop" }).end();
            }
        });
        expect(await ask("GET", "/assets/once/file")).toMatchObject({ status: 200, text: "glTF" });
        expect((await ask("GET", "/assets/loop/file")).status).toBe(502);
    });

    it("does not follow a redirect of a call, so that nothing is submitted twice", async () => {
        const { ask, seen } = await openAgainst((_, outgoing) =>
            outgoing.writeHead(307, { location: "/v1/again" }).end(),
        );
        expect((await ask("POST", "/generate/custom/model_x", generateBody)).status).toBe(502);
        expect(seen).toHaveLength(1);
    });

    it.each([403, 404, 500])("says that the storage answered %i, without its body", async (status) => {
        const { ask } = await openAgainst((incoming, outgoing) => {
            if (incoming.url?.startsWith("/v1/")) {
                sendJson(outgoing, 200, { asset: { id: "a", url: `http://${incoming.headers.host}/f?Signature=s` } });
            } else {
                outgoing.writeHead(status).end("<Error>Signature=s</Error>");
            }
        });
        const answer = await ask("GET", "/assets/asset_x/file");
        expect(answer.status).toBe(502);
        expect(answer.body).toEqual({ message: `The file could not be read from the service (status ${status}).` });
    });

    it("takes signed links out wherever they are", async () => {
        const link = "https://cdn.cloud.scenario.com/assets/a?Policy=p&Signature=s&Key-Pair-Id=k";
        const storage = "https://bucket.s3.amazonaws.com/x?partNumber=1&X-Amz-Signature=abc";
        const { ask } = await openAgainst((_, outgoing) =>
            sendJson(outgoing, 200, {
                asset: {
                    id: "a",
                    url: link,
                    originalFileUrl: link,
                    thumbnail: { url: link },
                    firstFrame: { url: link },
                },
                upload: { id: "u", parts: [{ number: 1, url: storage }], note: storage },
                reason: `see ${link}, please`,
                list: [link, "https://docs.scenario.com/"],
            }),
        );
        const { body, text } = await ask("GET", "/assets/a");
        expect(text).not.toMatch(/Signature|Policy|Amz/);
        expect(body).toEqual({
            asset: { id: "a", url: "/api/scenario/assets/a/file", thumbnail: {}, firstFrame: { url: "" } },
            upload: { id: "u", parts: [{ number: 1, url: "/api/scenario/uploads/u/parts/1" }], note: "" },
            reason: "see  please",
            list: ["", "https://docs.scenario.com/"],
        });
    });

    it("sends parts to known storage only", async () => {
        const stranger: unknown[] = [];
        const elsewhere = await serve((incoming, outgoing) => {
            stranger.push(incoming);
            outgoing.end();
        });
        const { ask, origin } = await openAgainst((_, outgoing) =>
            sendJson(outgoing, 200, { upload: { id: "u", parts: [{ number: 1, url: `${elsewhere}/p` }] } }),
        );
        await ask("POST", "/uploads", { fileName: "a" });
        const put = await fetch(`${origin}/api/scenario/uploads/u/parts/1`, { method: "PUT", body: "abc" });
        expect(put.status).toBe(502);
        expect(stranger).toEqual([]);
    });

    it("refuses a part of more than 64 MiB, announced or not", async () => {
        const put: unknown[] = [];
        const relay = createRelay({
            credentials,
            fetch: async (input, init) => {
                if (init?.method === "PUT") {
                    put.push(input);
                }
                return Response.json({ upload: { id: "u", parts: [{ number: 1, url: "https://b.amazonaws.com/x" }] } });
            },
        });
        const url = "http://page.test/uploads/u/parts/1";
        const announced = { "content-length": String(64 * 2 ** 20 + 1) };
        const first = await relay(new Request(url, { method: "PUT", body: "abc", headers: announced }));
        let chunks = 0;
        const body = new ReadableStream<Uint8Array>({
            pull(controller) {
                chunks += 1;
                controller.enqueue(new Uint8Array(2 ** 20));
            },
        });
        const init: RequestInit & { duplex: "half" } = { method: "PUT", body, duplex: "half" };
        const second = await relay(new Request(url, init));
        expect([first.status, second.status]).toEqual([413, 413]);
        expect(chunks).toBeLessThan(70);
        expect(put).toEqual([]);
    });

    it("says that the service cannot be reached, and nothing of where it is", async () => {
        const { ask } = await openRelay({ credentials, serviceUrl: "http://127.0.0.1:1/v1" });
        const answer = await ask("POST", "/generate/custom/model_x", generateBody);
        expect([answer.status, answer.body]).toEqual([502, { message: "The service could not be reached." }]);
    });

    it("says that an answer was cut off, so that a paid call stays an open question", async () => {
        const { ask } = await openAgainst((_, outgoing) => {
            outgoing.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
            outgoing.write('{"job":{', () => outgoing.destroy());
        });
        const answer = await ask("POST", "/generate/custom/model_x", generateBody);
        expect([answer.status, answer.body]).toEqual([502, { message: "The answer of the service was cut off." }]);
    });

    it("ends its call when the page leaves", async () => {
        let ended: () => void = () => undefined;
        const closed = new Promise<void>((resolve) => {
            ended = resolve;
        });
        const leaving = new AbortController();
        const { origin } = await openAgainst((_, outgoing) => {
            outgoing.on("close", ended);
            leaving.abort();
        });
        await expect(fetch(`${origin}/api/scenario/jobs`, { signal: leaving.signal })).rejects.toThrow();
        await closed;
    });

    it("rejects with the page's own reason, and with nothing else", async () => {
        const relay = createRelay({ credentials, fetch: () => Promise.reject(new Error("inner")) });
        const gone = new Error("gone");
        const request = new Request("http://page.test/jobs", { signal: AbortSignal.abort(gone) });
        await expect(relay(request)).rejects.toBe(gone);
        expect((await relay(new Request("http://page.test/jobs"))).status).toBe(502);
    });
});
