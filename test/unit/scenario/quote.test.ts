import { describe, expect, it } from "vitest";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { failureOf, openSession } from "./clientSession";
import { sendJson, startScriptedServer } from "./scriptedServer";

const request = tripoRequest("asset_x", tripoDefaults);

async function answeringWith(status: number, body: unknown) {
    const server = await startScriptedServer((_, response) => sendJson(response, status, body));
    const { createClient } = await openSession();
    return { server, client: createClient({ baseUrl: server.origin }) };
}

describe("the price of a generation", () => {
    it.each([269, 200, 402] as const)("is read from a dry run with status %i and costs nothing", async (status) => {
        const { client, emulator, upload } = await openSession();
        emulator.control.setDryRunStatus(status);
        await expect(client.quote(tripoRequest(await upload(), tripoDefaults))).resolves.toEqual({
            cost: 45,
            discount: 0,
        });
        expect(emulator.control.paidCalls()).toEqual([]);
    });

    it("is for exactly the options asked", async () => {
        const { client, upload } = await openSession();
        const options = { ...tripoDefaults, texture: false, pbr: false, generateParts: true };
        await expect(client.quote(tripoRequest(await upload(), options))).resolves.toMatchObject({ cost: 52.5 });
    });

    it("is asked with dryRun in the address, never in the body", async () => {
        const { client, server } = await answeringWith(269, { creativeUnitsCost: 10.75, creativeUnitsDiscount: 2 });
        await expect(client.quote(request)).resolves.toEqual({ cost: 10.75, discount: 2 });
        expect(server.requests[0]?.url).toBe("/generate/custom/model_tripo-v3-0-image-to-3d?dryRun=true");
        expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual(request.input);
    });

    it.each([
        [
            "a followable job",
            { job: { jobId: "job_7", status: "queued" }, creativeUnitsCost: 45 },
            "job_7",
            "job job_7,",
        ],
        ["a job without an id", { job: { status: "queued" }, creativeUnitsCost: 45 }, undefined, "(no id)"],
    ])("is a loud error, not a number, when the answer has %s", async (_, body, jobId, words) => {
        const { client, server } = await answeringWith(200, body);
        const error = await failureOf(client.quote(request));
        expect(error).toMatchObject({ kind: "unknown", spending: "unknown", jobId });
        expect(error).toMatchObject({ message: expect.stringContaining(words) });
        expect(server.requests).toHaveLength(1);
    });

    it.each([
        ["no number", {}],
        ["a text", { creativeUnitsCost: "45" }],
        ["a negative number", { creativeUnitsCost: -1 }],
        ["not even an object", [45]],
        ["an estimate where only 402 has one", { estimatedCost: 45 }],
    ])("is an error when the answer has %s", async (_, body) => {
        const { client } = await answeringWith(200, body);
        expect(await failureOf(client.quote(request))).toMatchObject({ kind: "network", spending: "none" });
    });

    it("is no estimate that comes with a refusal", async () => {
        const { client } = await answeringWith(400, { reason: "No", estimatedCost: 45 });
        expect(await failureOf(client.quote(request))).toMatchObject({ kind: "input", reason: "No" });
    });

    it("is a matter of credit when a 402 has no estimate", async () => {
        const { client } = await answeringWith(402, { reason: "Not enough compute units" });
        const error = await failureOf(client.quote(request));
        expect(error).toMatchObject({ kind: "limit", status: 402, reason: "Not enough compute units" });
    });

    it("is asked again after faults, without ever being charged", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        emulator.control.addFault({ operation: "generate.dryRun", drop: true });
        emulator.control.addFault({ operation: "generate.dryRun", status: 429, headers: { "retry-after": "7" } });
        emulator.control.addFault({ operation: "generate.dryRun", when: "after", drop: true });
        await expect(client.quote(tripoRequest(image, tripoDefaults))).resolves.toMatchObject({ cost: 45 });
        expect(emulator.control.paidCalls()).toEqual([]);
    });

    it("tells what the service refuses, in its words", async () => {
        const { client, upload } = await openSession();
        const bad = { ...tripoRequest(await upload(), tripoDefaults) };
        const error = await failureOf(client.quote({ ...bad, input: { ...bad.input, faceLimit: 9_000_000 } }));
        expect(error).toMatchObject({ kind: "input", reason: "Input faceLimit must be at most 1500000" });
        expect(error).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    });

    it("tells which plan is needed", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        emulator.control.setPlan({ currentPlan: "Free", requiredPlan: "Pro" });
        expect(await failureOf(client.quote(tripoRequest(image, tripoDefaults)))).toMatchObject({
            kind: "access",
            spending: "none",
            advice: "This model needs the Pro plan of Scenario.",
        });
    });
});
