import { describe, expect, it } from "vitest";
import { explainError } from "../../../plugin/errors";
import type { ScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoModelId, tripoRequest } from "../../../plugin/scenario/tripo";
import { failureOf, openSession, tinyImage } from "./clientSession";

const request = tripoRequest("asset_x", tripoDefaults);

describe("a client whose spending is switched off", () => {
    it.each<[string, (client: ScenarioClient) => Promise<unknown>]>([
        ["a paid call", (client) => client.submit(request)],
        ["a small picture", (client) => client.uploadImage(tinyImage())],
        ["a large picture", (client) => client.uploadImage(tinyImage(4_000_001))],
    ])("refuses %s before anything is sent", async (_, call) => {
        const { client, calls } = await openSession({ client: { isSpendingAllowed: () => false } });
        const error = await failureOf(call(client));
        expect(error).toMatchObject({ kind: "access", spending: "none", status: undefined });
        expect(explainError(error)).toContain("Switch spending on");
        expect(calls()).toEqual([]);
    });

    it("sends nothing either when the switch itself fails", async () => {
        const isSpendingAllowed = () => {
            throw new Error("No storage");
        };
        const { client, calls } = await openSession({ client: { isSpendingAllowed } });
        expect(await failureOf(client.submit(request))).toMatchObject({ message: "No storage" });
        expect(calls()).toEqual([]);
    });

    it("still prices a picture that is uploaded, reads jobs and loads models", async () => {
        const { createClient, upload, submit, emulator } = await openSession();
        const [assetId, jobId] = [await upload(), await submit()];
        await emulator.control.filesMade();
        const client = createClient({ isSpendingAllowed: () => false });
        await expect(client.quote(tripoRequest(assetId, tripoDefaults))).resolves.toMatchObject({ cost: 45 });
        await expect(client.retrieveModel(tripoModelId)).resolves.toMatchObject({ name: "Tripo 3.0" });
        await expect(client.listJobs()).resolves.toMatchObject({ jobs: [{ jobId }] });
        const { assetIds } = await client.waitForJob(jobId);
        await expect(client.downloadModel(assetIds)).resolves.toMatchObject({ mediaType: "model/gltf-binary" });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it("asks anew each time, so the switch works at once", async () => {
        let isAllowed = false;
        const { client, upload } = await openSession({ client: { isSpendingAllowed: () => isAllowed } });
        expect(await failureOf(upload())).toMatchObject({ kind: "access" });
        isAllowed = true;
        const image = await upload();
        isAllowed = false;
        expect(await failureOf(client.submit(tripoRequest(image, tripoDefaults)))).toMatchObject({ kind: "access" });
    });
});
