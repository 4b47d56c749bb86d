import { afterEach, describe, expect, it, vi } from "vitest";
import { delay } from "../../../plugin/delay";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { startWatchdog } from "../../../plugin/scenario/watchdog";
import { failureOf } from "./clientSession";
import { sendJson, startScriptedServer } from "./scriptedServer";

afterEach(() => {
    vi.unstubAllGlobals();
});

const emptyList = () => startScriptedServer((_, response) => sendJson(response, 200, { jobs: [] }));

describe("the address of the service", () => {
    it("is Scenario's when none is given", async () => {
        const urls: string[] = [];
        const client = createScenarioClient({
            fetch: async (input) => {
                urls.push(String(input));
                return Response.json({ jobs: [] });
            },
        });
        await client.listJobs({ pageSize: 5, status: "success" });
        expect(urls).toEqual(["https://api.cloud.scenario.com/v1/jobs?pageSize=5&status=success"]);
    });

    it.each(["/api/scenario", "/api/scenario/", "api/scenario"])("may be relative to the page: %s", async (baseUrl) => {
        const server = await emptyList();
        vi.stubGlobal("location", { href: `${server.origin}/index.html` });
        await createScenarioClient({ baseUrl }).listJobs();
        expect(server.requests.map(({ url }) => url)).toEqual(["/api/scenario/jobs"]);
    });

    it.each(["/api/scenario", "ftp://host/v1", "file:///v1", "", "https://", "https://key:secret@host/v1"])(
        "is refused when it cannot be used: %j",
        (baseUrl) => {
            expect(() => createScenarioClient({ baseUrl })).toThrow("not a web address");
        },
    );

    it("keeps ids inside their place in the path", async () => {
        const server = await startScriptedServer((_, response) => sendJson(response, 404, {}));
        const client = createScenarioClient({ baseUrl: `${server.origin}/v1` });
        await failureOf(client.retrieveAsset("a/../../jobs?x=1#y"));
        expect(server.requests[0]?.url).toBe("/v1/assets/a%2F..%2F..%2Fjobs%3Fx%3D1%23y?originalAssets=true");
    });
});

describe("a client", () => {
    it.each(["given", "global"])("calls a %s fetch as a function, not as a method", async (kind) => {
        function pickyFetch(this: unknown): Promise<Response> {
            const isAlone = this === undefined || this === globalThis;
            return isAlone
                ? Promise.resolve(Response.json({ jobs: [] }))
                : Promise.reject(new TypeError("Illegal invocation"));
        }
        vi.stubGlobal("fetch", pickyFetch);
        const client = createScenarioClient(
            kind === "given" ? { fetch: pickyFetch, delay: async () => undefined } : {},
        );
        await expect(client.listJobs()).resolves.toEqual({ jobs: [] });
    });

    it("names its project on every call of the API", async () => {
        const server = await startScriptedServer((_, response) => sendJson(response, 200, { model: { id: "m" } }));
        await createScenarioClient({ baseUrl: server.origin, projectId: "proj_7" }).retrieveModel("m");
        expect(server.requests[0]?.url).toBe("/models/m?projectId=proj_7");
    });

    it("has no key behind a relay, and sends none", async () => {
        const server = await emptyList();
        await createScenarioClient({ baseUrl: server.origin }).listJobs();
        expect(server.requests[0]?.headers.authorization).toBeUndefined();
    });

    it("looks at the page to see whether somebody watches", async () => {
        const server = await startScriptedServer((_, response, count) =>
            sendJson(response, 200, {
                job: { jobId: "j", status: count === 1 ? "queued" : "success", metadata: { assetIds: ["a"] } },
            }),
        );
        vi.stubGlobal("document", { visibilityState: "hidden" });
        const waits: number[] = [];
        const wait = async (ms: number) => void waits.push(ms);
        await createScenarioClient({ baseUrl: server.origin, delay: wait, random: () => 0.5 }).waitForJob("j");
        expect(waits).toEqual([15_000]);
    });

    it("calls the fetch of the moment, as a browser demands it", async () => {
        const client = createScenarioClient();
        vi.stubGlobal("fetch", function (this: unknown) {
            expect(this === undefined || this === globalThis).toBe(true);
            return Promise.resolve(Response.json({ jobs: [] }));
        });
        await expect(client.listJobs()).resolves.toEqual({ jobs: [] });
    });
});

describe("a delay", () => {
    it("ends at its time", async () => {
        await expect(delay(0)).resolves.toBeUndefined();
    });

    it("ends with the reason of the signal, before or during the wait", async () => {
        await expect(delay(1e6, AbortSignal.abort("no"))).rejects.toBe("no");
        const controller = new AbortController();
        const waiting = delay(1e6, controller.signal);
        controller.abort("stop");
        await expect(waiting).rejects.toBe("stop");
    });
});

describe("a watchdog", () => {
    it("starts over with every sign of life and frees everything in the end", () => {
        let running: (() => void) | undefined;
        const startTimer = (_: number, onEnd: () => void) => {
            running = onEnd;
            return () => {
                running = undefined;
            };
        };
        const controller = new AbortController();
        const watchdog = startWatchdog(startTimer, 60_000, controller.signal);
        const first = running;
        watchdog.alive();
        expect(running).not.toBe(undefined);
        expect(first).toBeDefined();
        running?.();
        expect(watchdog.signal.reason).toMatchObject({ message: "Nothing was heard for 60 seconds." });
        watchdog.stop();
        expect(running).toBeUndefined();
    });

    it("passes the caller's abort on with its reason, until it is stopped", () => {
        const controller = new AbortController();
        const stopTimer = () => undefined;
        const stopped = startWatchdog(() => stopTimer, 1, controller.signal);
        const running = startWatchdog(() => stopTimer, 1, controller.signal);
        stopped.stop();
        controller.abort("enough");
        expect(running.signal.reason).toBe("enough");
        expect(stopped.signal.aborted).toBe(false);
    });
});
