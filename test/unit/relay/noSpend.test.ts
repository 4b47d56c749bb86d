import { describe, expect, it } from "vitest";
import { explainError } from "../../../plugin/errors";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { failureOf, tinyImage } from "../scenario/clientSession";
import { openRelayedEmulator } from "./relaySession";

const generatePath = `/generate/custom/${tripoModelId}`;
const file = { fileName: "a.png", contentType: "image/png", fileSize: 3, kind: "image", parts: 1 };

describe("a relay that must not spend", () => {
    it.each([
        ["POST", generatePath, { image: "asset_x" }],
        ["POST", generatePath, "not JSON"],
        ["POST", "/assets", { name: "a", image: "" }],
        ["POST", "/uploads", file],
        ["POST", "/uploads/upload_x/action", { action: "complete" }],
        ["PUT", "/uploads/upload_x/parts/1", "abc"],
    ])("refuses %s %s %j in words for a person and sends nothing", async (method, path, body) => {
        const { ask, emulator } = await openRelayedEmulator({}, { noSpend: true });
        const answer = await ask(method, path, body);
        expect([answer.status, answer.body]).toEqual([
            403,
            {
                message: "This server is set to spend nothing: it takes no pictures and starts no generations.",
                name: "NoSpendError",
            },
        ]);
        expect(emulator.control.requests()).toEqual([]);
    });

    it("says so before anybody asks for more", async () => {
        const { ask } = await openRelayedEmulator({}, { noSpend: true });
        expect((await ask("GET", "/service")).body).toMatchObject({ name: "Emulator", spends: false, noSpend: true });
        const spending = await openRelayedEmulator({}, { noSpend: false });
        expect((await spending.ask("GET", "/service")).body).not.toHaveProperty("noSpend");
    });

    it("still gives prices, jobs, models and files", async () => {
        const { ask, emulator, finishJobs, origin, submit, upload } = await openRelayedEmulator({}, { noSpend: true });
        const image = await upload();
        const jobId = await submit();
        await finishJobs();
        expect((await ask("POST", `${generatePath}?dryRun=true`, { image })).body.creativeUnitsCost).toBe(45);
        expect((await ask("GET", `/models/${tripoModelId}`)).status).toBe(200);
        expect((await ask("GET", "/jobs")).body.jobs).toHaveLength(1);
        const { job } = (await ask("GET", `/jobs/${jobId}`)).body;
        const [assetId] = job.metadata.assetIds;
        const converted = await ask("POST", `/assets/${assetId}/download`, { targetFormat: "glb" });
        const { asset } = (await ask("GET", `/assets/${assetId}`)).body;
        for (const path of [asset.url, converted.body.url]) {
            expect((await fetch(`${origin}${path}`)).status).toBe(200);
        }
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("is an access error for the client, with advice that fits", async () => {
        const { origin, emulator } = await openRelayedEmulator({}, { noSpend: true });
        const client = createScenarioClient({ baseUrl: `${origin}/api/scenario` });
        const calls = [
            () => client.submit(tripoRequest("asset_x", tripoDefaults)),
            () => client.uploadImage(tinyImage()),
            () => client.uploadImage(tinyImage(4_000_001)),
        ];
        for (const call of calls) {
            const error = await failureOf(call());
            expect(error).toMatchObject({
                kind: "access",
                spending: "none",
                status: 403,
                advice: "Ask whoever runs this server to allow spending. Generations made before stay available.",
            });
            expect(explainError(error)).toContain("set to spend nothing");
        }
        expect(emulator.control.requests()).toEqual([]);
    });
});
