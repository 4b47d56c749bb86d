import { describe, expect, it } from "vitest";
import { type Emulator, type FaultPlan, startEmulator, tripoModelId } from "../../../sandbox/emulator/emulator";
import { createGate } from "../support/createGate";
import { openEmulator } from "./emulatorSession";

/** Answers that are under way for ever, or for an hour of real time. */
const endless: readonly FaultPlan[] = [
    { operation: "models.list", delay: 3_600_000 },
    { operation: "models.list", delay: 3_600_000, when: "after", drop: true },
    { operation: "models.list", json: "stalled" },
    { operation: "models.list", json: "slow", delay: 3_600_000 },
];

/** Asks so often, and resolves when the emulator has all the requests; the outcomes come later. */
async function askInVain(emulator: Emulator, count: number): Promise<Promise<string>[]> {
    const { key, secret } = emulator.credentials;
    const headers = { authorization: `Basic ${btoa(`${key}:${secret}`)}` };
    const before = emulator.control.requests().length;
    const asked = Array.from({ length: count }, () =>
        fetch(`${emulator.apiUrl}/models`, { headers })
            .then((answer) => answer.text())
            .then(
                () => "answered",
                () => "lost",
            ),
    );
    while (emulator.control.requests().length < before + count) {
        await turn();
    }
    return asked;
}

function turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}

/** What keeps this process alive beyond what did so before; a timer of the test runner itself may end meanwhile. */
function addedResources(before: readonly string[]): string[] {
    const left = [...before];
    return process.getActiveResourcesInfo().filter((name) => {
        const at = left.indexOf(name);
        return at < 0 || left.splice(at, 1).length === 0;
    });
}

describe("closing", () => {
    it("waits for no answer that is under way, and leaves no timer and no connection", async () => {
        const before = process.getActiveResourcesInfo();
        const emulator = await startEmulator();
        emulator.control.schedule(endless);
        const asked = await askInVain(emulator, endless.length);
        await emulator.close();
        expect(await Promise.all(asked)).toEqual(endless.map(() => "lost"));
        await turn();
        expect(addedResources(before)).toEqual([]);
    });

    it("tells a delay of the test's own that it is over", async () => {
        const signals: AbortSignal[] = [];
        const emulator = await startEmulator({
            delay: (_, signal) => {
                signals.push(signal);
                return new Promise(() => undefined);
            },
        });
        emulator.control.schedule([{ operation: "models.list", delay: 1 }]);
        const asked = await askInVain(emulator, 1);
        while (signals.length === 0) {
            await turn();
        }
        await emulator.close();
        expect(await Promise.all(asked)).toEqual(["lost"]);
        expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    });
});

describe("a reset", () => {
    it("forgets assets, jobs, links, requests, faults and settings, on the same addresses", async () => {
        const { call, upload, submit, finishJobs, plan, emulator } = await openEmulator({ jobDuration: 500 });
        const { control } = emulator;
        const image = await upload();
        const { url } = (await call("GET", `/assets/${image}`)).body.asset;
        const jobId = await submit();
        await finishJobs();
        plan(
            { operation: "models.list", status: 503, times: 9 },
            { job: { cost: 1 }, times: 9 },
            { settings: { clockSkew: 5, ranges: false, jobDuration: 1e9, dryRunStatus: 200 } },
        );
        control.deleteAsset(image);
        await control.reset();
        expect([control.paidCalls(), control.requests()]).toEqual([[], []]);
        expect((await call("GET", `/jobs/${jobId}`)).status).toBe(404);
        expect((await call("GET", "/assets")).body).toEqual({ assets: [] });
        expect((await fetch(url)).status).toBe(403);
        expect((await call("GET", "/models")).status).toBe(200);
        // The deleted asset is one that never was.
        expect((await call("POST", `/generate/custom/${tripoModelId}?dryRun=true`, { image })).status).toBe(269);
        await submit();
        await finishJobs();
        expect(control.paidCalls()).toMatchObject([{ cost: 45, status: "success" }]);
    });

    it("loses what is under way, and none of it reaches the time after", async () => {
        const [entered, release] = [createGate(), createGate()];
        const { call, upload, plan, emulator } = await openEmulator({
            delay: async () => {
                entered.open();
                await release.opened;
            },
        });
        plan({ operation: "generate.run", delay: 1 });
        const lost = call("POST", `/generate/custom/${tripoModelId}`, { image: await upload() });
        const outcome = expect(lost).rejects.toThrow();
        await entered.opened;
        await emulator.control.reset();
        await outcome;
        release.open();
        await call("GET", "/models");
        expect(emulator.control.paidCalls()).toEqual([]);
        expect(emulator.control.requests()).toHaveLength(1);
    });

    it("takes what an aborted client had sent for a part of the time before", async () => {
        const { upload, emulator } = await openEmulator();
        const { key, secret } = emulator.credentials;
        for (let count = 0; count < 20; count += 1) {
            const leaving = new AbortController();
            const body = JSON.stringify({ image: await upload() });
            const headers = { authorization: `Basic ${btoa(`${key}:${secret}`)}` };
            const url = `${emulator.apiUrl}/generate/custom/${tripoModelId}`;
            const asked = fetch(url, { method: "POST", headers, body, signal: leaving.signal });
            for (let turns = 0; turns < count % 5; turns += 1) {
                await turn();
            }
            leaving.abort();
            await Promise.allSettled([asked]);
            await emulator.control.reset();
            await turn();
            await turn();
            expect(emulator.control.requests()).toEqual([]);
        }
    });

    it("stops making the models of the time before", async () => {
        const stopped: boolean[] = [];
        const { submit, emulator } = await openEmulator({
            createModelFile: (_, __, signal) =>
                new Promise((_resolve, reject) => {
                    signal?.addEventListener("abort", () => {
                        stopped.push(true);
                        reject(signal.reason);
                    });
                }),
        });
        await submit();
        await turn();
        await turn();
        await emulator.control.reset();
        expect(stopped).toEqual([true]);
        await emulator.control.filesMade();
    });
});
