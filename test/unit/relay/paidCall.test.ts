import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createRelay } from "../../../plugin/relay";
import { nodeListener } from "../../../sandbox/server/nodeListener";
import { serve } from "./relaySession";

const credentials = { key: "api_KEYKEYKEY", secret: "SECRETSECRET" };

/** A relay whose service answers when the test says so, and knows the signal of each call. */
function heldRelay() {
    const signals: (AbortSignal | null | undefined)[] = [];
    let answer: (response: Response) => void = () => undefined;
    const relay = createRelay({
        credentials,
        fetch: (_, init) => {
            signals.push(init?.signal);
            return new Promise((resolve, reject) => {
                answer = resolve;
                init?.signal?.addEventListener("abort", () => reject(new Error("inner")));
            });
        },
    });
    const ask = (query = "", signal?: AbortSignal, body = '{"image":"asset_x"}') =>
        relay(
            new Request(`http://page.test/generate/custom/model_x${query}`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body,
                ...(signal ? { signal } : {}),
            }),
        );
    const sent = async () => {
        while (signals.length === 0) {
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    return { ask, sent, signals, answer: (response: Response) => answer(response) };
}

describe("the paid call of the relay", () => {
    afterEach(() => void vi.useRealTimers());

    it("goes on when the page leaves half way, so that its job is not lost", async () => {
        const { ask, sent, signals, answer } = heldRelay();
        const page = new AbortController();
        const asked = ask("", page.signal);
        await sent();
        page.abort(new Error("gone"));
        expect(signals[0]?.aborted).toBe(false);
        answer(Response.json({ job: { jobId: "job_x" } }));
        expect(await (await asked).json()).toEqual({ job: { jobId: "job_x" } });
    });

    it("keeps its connection to the service when a page's connection ends", async () => {
        const leaving = new AbortController();
        let answers: ServerResponse | undefined;
        const serviceOrigin = await serve((_, outgoing) => {
            answers = outgoing;
            leaving.abort();
        });
        const relay = createRelay({ credentials, serviceUrl: `${serviceOrigin}/v1` });
        let heard: Promise<Response> | undefined;
        const origin = await serve(
            nodeListener((request) => {
                request.signal.addEventListener("abort", () => answers?.end('{"job":{"jobId":"job_x"}}'));
                heard = relay(request);
                return heard;
            }),
        );
        const asked = fetch(`${origin}/generate/custom/model_x`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: '{"image":"asset_x"}',
            signal: leaving.signal,
        });
        await expect(asked).rejects.toThrow();
        expect((await heard)?.status).toBe(200);
    });

    it("is not sent for a page that left before", async () => {
        const { ask, signals } = heldRelay();
        const gone = new Error("gone");
        await expect(ask("", AbortSignal.abort(gone))).rejects.toBe(gone);
        expect(signals).toEqual([]);
    });

    it("ends after two minutes of silence, as an open question", async () => {
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        const { ask, sent, signals } = heldRelay();
        const asked = ask();
        await sent();
        vi.advanceTimersByTime(119_999);
        expect(signals[0]?.aborted).toBe(false);
        vi.advanceTimersByTime(1);
        const answer = await asked;
        expect([answer.status, await answer.json()]).toEqual([
            504,
            { message: "The service did not answer in time. The generation may be running." },
        ]);
        expect(vi.getTimerCount()).toBe(0);
    });

    it("leaves no timer behind", async () => {
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        const { ask, sent, answer } = heldRelay();
        const asked = ask();
        await sent();
        answer(Response.json({ job: { jobId: "job_x" } }));
        expect((await asked).status).toBe(200);
        expect(vi.getTimerCount()).toBe(0);
    });

    it("alone outlives its page: a price is not asked for nobody", async () => {
        const { ask, sent, signals } = heldRelay();
        const page = new AbortController();
        const asked = ask("?dryRun=true", page.signal);
        await sent();
        const gone = new Error("gone");
        page.abort(gone);
        await expect(asked).rejects.toBe(gone);
        expect(signals[0]?.aborted).toBe(true);
    });
});
