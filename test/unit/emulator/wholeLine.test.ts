import { describe, expect, it } from "vitest";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { openEmulator } from "./emulatorSession";

describe("the whole line over HTTP", () => {
    it("goes from a picture to a model file", async () => {
        const { call, upload, clock, emulator } = await openEmulator();
        const image = await upload();

        const quote = await call("POST", `/generate/custom/${tripoModelId}?dryRun=true`, { image });
        expect(quote.status).toBe(269);
        expect(quote.body).toEqual({
            creativeUnitsCost: 45,
            creativeUnitsDiscount: 0,
            costDetails: { "custom-generation": 45 },
        });
        expect(emulator.control.paidCalls()).toEqual([]);

        const submitted = await call("POST", `/generate/custom/${tripoModelId}`, { image });
        expect(submitted.status).toBe(200);
        expect(submitted.body.job).toMatchObject({ jobType: "custom", status: "queued", progress: 0 });
        const { jobId } = submitted.body.job;
        const seen = [];
        for (let step = 0; step < 7; step += 1) {
            seen.push((await call("GET", `/jobs/${jobId}`)).body.job);
            await emulator.control.filesMade();
            clock.time += 4_500;
        }
        expect(seen.map((job) => job.status)).toEqual([
            "queued",
            "in-progress",
            "in-progress",
            "in-progress",
            "in-progress",
            "in-progress",
            "success",
        ]);
        const progress = seen.map((job) => job.progress);
        expect(progress).toEqual([...progress].sort((a, b) => a - b));
        expect(seen.at(-1)).toMatchObject({ progress: 1, billing: { cuCost: 45, disableRefund: false } });

        const [assetId] = seen.at(-1).metadata.assetIds;
        const { asset } = (await call("GET", `/assets/${assetId}`)).body;
        expect(asset).toMatchObject({ kind: "3d", mimeType: "model/gltf-binary", properties: { format: "glb" } });
        const file = new Uint8Array(await (await fetch(asset.url)).arrayBuffer());
        expect(Buffer.from(file.subarray(0, 4)).toString()).toBe("glTF");
        expect(emulator.control.paidCalls()).toEqual([
            {
                jobId,
                modelId: tripoModelId,
                body: { image },
                cost: 45,
                refunded: false,
                status: "success",
                assetIds: [assetId],
                createdAt: Date.parse(submitted.body.job.createdAt),
                finishedAt: Date.parse(seen.at(-1).updatedAt),
            },
        ]);
    });
});
