import { afterEach, describe, expect, it, vi } from "vitest";
import { createRelay, type RelayOptions } from "../../../plugin/relay";

const credentials = { key: "api_KEYKEYKEY", secret: 'SECRET"SECRET\\SECRET' };

/** As servers of the Workers kind do it: `fetch` only works on its own. */
function pickyFetch(this: unknown, ...[input]: Parameters<typeof fetch>): Promise<Response> {
    if (this !== undefined && this !== globalThis) {
        throw new TypeError("Illegal invocation");
    }
    return Promise.resolve(Response.json({ url: String(input) }));
}

describe("relay options", () => {
    afterEach(() => void vi.unstubAllGlobals());

    it.each<[string, object]>([
        ["an empty secret", { credentials: { key: "api_KEYKEYKEY", secret: "" } }],
        ["a key with a colon", { credentials: { key: "KEYKEY:KEYKEY", secret: "SECRETSECRET" } }],
        ["a secret with a line break", { credentials: { key: "api_KEYKEYKEY", secret: "SECRETSECRET\n" } }],
        ["a short key", { credentials: { key: "KEYKEYK", secret: "SECRETSECRET" } }],
        ["a short secret", { credentials: { key: "api_KEYKEYKEY", secret: "SECRETS" } }],
        ["a service in the clear", { credentials, serviceUrl: "http://api.example.com/v1" }],
        ["no address", { credentials, serviceUrl: "api" }],
        ["a strange base path", { credentials, basePath: "/a/../b c" }],
        ["a strange project", { credentials, projectId: "proj_1&dryRun=false" }],
        ["an empty project", { credentials, projectId: "" }],
        ["a noSpend in words", { credentials, noSpend: "yes" }],
        ["an unknown option", { credentials, retries: 3 }],
    ])("refuse %s and do not repeat it", (_, options) => {
        // Plain JavaScript may pass anything.
        const create = () => createRelay(options as RelayOptions);
        expect(create).toThrow(TypeError);
        expect(create).not.toThrow(/SECRETS|KEYKEY|dryRun/);
    });

    it("name what is wrong with a key that is too short", () => {
        const create = () => createRelay({ credentials: { key: "job", secret: "SECRETSECRET" } });
        expect(create).toThrow("Relay option credentials.key is not valid: must have at least 8 characters");
    });

    it.each(["given", "global"])("call a %s fetch as a function, not as a method", async (kind) => {
        vi.stubGlobal("fetch", pickyFetch);
        const relay = createRelay({ credentials, ...(kind === "given" ? { fetch: pickyFetch } : {}) });
        expect((await relay(new Request("http://page.test/jobs"))).status).toBe(200);
    });

    it("default to Scenario's own hosts and to spending", async () => {
        const asked: string[] = [];
        const relay = createRelay({
            credentials,
            fetch: async (input) => {
                asked.push(String(input));
                return Response.json({ asset: { id: "a", url: "https://cdn.scenario.com.evil.test/a?Signature=s" } });
            },
        });
        expect(await (await relay(new Request("http://page.test/service"))).json()).toEqual({
            name: "Scenario",
            spends: true,
            account: expect.stringMatching(/^[0-9a-f]{32}$/),
        });
        expect((await relay(new Request("http://page.test/assets/a/file"))).status).toBe(502);
        expect(asked).toEqual(["https://api.cloud.scenario.com/v1/assets/a?originalAssets=true"]);
    });

    it("upload to https hosts of amazonaws.com by default", async () => {
        const put: string[] = [];
        const relay = createRelay({
            credentials,
            fetch: async (input, init) => {
                if (init?.method === "PUT") {
                    put.push(String(input));
                    return new Response(null, { status: 200 });
                }
                const urls = [
                    "https://b.s3.eu-west-1.amazonaws.com/x",
                    "http://b.s3.amazonaws.com/x",
                    "https://amazonaws.com.evil.test/",
                ];
                return Response.json({
                    upload: { id: "u", parts: urls.map((url, index) => ({ number: index + 1, url })) },
                });
            },
        });
        const statuses = [];
        for (const number of [1, 2, 3]) {
            const request = new Request(`http://page.test/uploads/u/parts/${number}`, { method: "PUT", body: "abc" });
            statuses.push((await relay(request)).status);
        }
        expect(statuses).toEqual([204, 502, 502]);
        expect(put).toEqual(["https://b.s3.eu-west-1.amazonaws.com/x"]);
    });

    it("name the project on every call of the API, and on none of storage", async () => {
        const asked: string[] = [];
        const relay = createRelay({
            credentials,
            projectId: "proj_7",
            fetch: async (input) => {
                asked.push(String(input).replace("https://api.cloud.scenario.com/v1", ""));
                return Response.json({
                    url: "https://cdn.scenario.com/f",
                    asset: { id: "a", url: "https://cdn.scenario.com/f" },
                    upload: { id: "u", parts: [{ number: 1, url: "https://b.amazonaws.com/x" }] },
                });
            },
        });
        for (const [method, path, body] of [
            ["GET", "/jobs?pageSize=1"],
            ["GET", "/assets/a/file"],
            ["GET", "/assets/a/file?format=glb"],
            ["POST", "/assets", "{}"],
            ["POST", "/assets/a/download", '{"targetFormat":"glb"}'],
            ["PUT", "/uploads/u/parts/1", "abc"],
            ["POST", "/generate/custom/m?dryRun=true", "{}"],
            ["POST", "/generate/custom/m", "{}"],
        ] as const) {
            const headers = { "content-type": "application/json" };
            await relay(new Request(`http://page.test${path}`, { method, headers, ...(body ? { body } : {}) }));
        }
        expect(asked).toEqual([
            "/jobs?pageSize=1&projectId=proj_7",
            "/assets/a?originalAssets=true&projectId=proj_7",
            "https://cdn.scenario.com/f",
            "/assets/a/download?projectId=proj_7",
            "https://cdn.scenario.com/f",
            "/assets?projectId=proj_7",
            "/assets/a/download?projectId=proj_7",
            "/uploads/u?projectId=proj_7",
            "https://b.amazonaws.com/x",
            "/generate/custom/m?dryRun=true&projectId=proj_7",
            "/generate/custom/m?projectId=proj_7",
        ]);
        const chosen = await relay(new Request("http://page.test/jobs?projectId=proj_8"));
        expect(chosen.status).toBe(400);
    });
});
