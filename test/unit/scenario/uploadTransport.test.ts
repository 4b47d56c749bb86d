import { afterEach, describe, expect, it, vi } from "vitest";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { failureOf, tinyImage } from "./clientSession";

/** What a browser's XMLHttpRequest shows of itself. Node has none; the browser tests use the real one. */
class ScriptedXhr {
    static script: (xhr: ScriptedXhr) => void = () => undefined;
    static sent: ScriptedXhr[] = [];
    readonly headers: Record<string, string> = {};
    readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    method = "";
    url = "";
    body: unknown;
    status = 0;
    responseText = "";
    answerHeaders = "";
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    onloadend?: () => void;

    open(method: string, url: string) {
        this.method = method;
        this.url = url;
    }
    setRequestHeader(name: string, value: string) {
        this.headers[name] = value;
    }
    getAllResponseHeaders() {
        return this.answerHeaders;
    }
    send(body: unknown) {
        this.body = body;
        ScriptedXhr.sent.push(this);
        queueMicrotask(() => ScriptedXhr.script(this));
    }
    abort() {
        this.onabort?.();
        this.onloadend?.();
    }
    answer(status: number, text: string, headers = "") {
        this.status = status;
        this.responseText = text;
        this.answerHeaders = headers;
        this.onload?.();
        this.onloadend?.();
    }
}

function clientWith(script: (xhr: ScriptedXhr) => void) {
    ScriptedXhr.script = script;
    ScriptedXhr.sent = [];
    vi.stubGlobal("XMLHttpRequest", ScriptedXhr);
    const waits: number[] = [];
    const delay = async (ms: number) => void waits.push(ms);
    const options = { baseUrl: "https://relay.test/api", delay, random: () => 0.5 };
    return { client: createScenarioClient(options), waits, options };
}

const stored = JSON.stringify({ asset: { id: "asset_x" } });

afterEach(() => {
    vi.unstubAllGlobals();
});

describe("an upload in a browser", () => {
    it("tells how many bytes of the picture have left", async () => {
        const { client } = clientWith((xhr) => {
            xhr.upload.onprogress?.({ loaded: 40, total: 160 });
            xhr.upload.onprogress?.({ loaded: 160, total: 160 });
            xhr.answer(200, stored);
        });
        const seen: number[] = [];
        const assetId = await client.uploadImage(tinyImage(100), { onProgress: ({ loaded }) => seen.push(loaded) });
        expect(assetId).toBe("asset_x");
        expect(seen).toEqual([25, 100]);
        expect(ScriptedXhr.sent).toMatchObject([{ method: "POST", url: "https://relay.test/api/assets" }]);
        expect(ScriptedXhr.sent[0]?.headers).toMatchObject({ "content-type": "application/json" });
    });

    it("obeys the headers of a refusal and tries again after a lost connection", async () => {
        const { client, waits } = clientWith((xhr) => {
            const count = ScriptedXhr.sent.length;
            if (count === 1) {
                xhr.answer(429, "{}", "Retry-After: 7\r\nnonsense\r\ncontent-type: text/html\r\n");
            } else if (count === 2) {
                xhr.onerror?.();
            } else {
                xhr.answer(200, stored);
            }
        });
        await expect(client.uploadImage(tinyImage())).resolves.toBe("asset_x");
        expect(waits).toEqual([7250, 2000]);
    });

    it("takes an answer without a body", async () => {
        const { client } = clientWith((xhr) => xhr.answer(204, ""));
        expect(await failureOf(client.uploadImage(tinyImage()))).toMatchObject({ kind: "network", status: 204 });
    });

    it("stops sending with the caller's reason, and lets go of the signal", async () => {
        const controller = new AbortController();
        const { client } = clientWith(() => controller.abort("enough"));
        const { signal } = controller;
        expect(await failureOf(client.uploadImage(tinyImage(), { signal }))).toBe("enough");
        expect(ScriptedXhr.sent).toHaveLength(1);
    });

    it("goes through an injected fetch when there is one", async () => {
        const { options } = clientWith(() => undefined);
        const client = createScenarioClient({ ...options, fetch: async () => new Response(stored) });
        await expect(client.uploadImage(tinyImage())).resolves.toBe("asset_x");
        expect(ScriptedXhr.sent).toEqual([]);
    });
});
