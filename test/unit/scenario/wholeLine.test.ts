import { describe, expect, it } from "vitest";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { openSession, tinyImage } from "./clientSession";

describe("one picture through the client", () => {
    it("becomes a GLB for exactly one charge, at the quoted price", async () => {
        const { client, emulator } = await openSession();
        const uploads: number[] = [];
        const jobs: string[] = [];
        const downloads: number[] = [];

        const image = tinyImage();
        const assetId = await client.uploadImage(image, { onProgress: ({ loaded }) => uploads.push(loaded) });
        const request = tripoRequest(assetId, tripoDefaults);
        const quote = await client.quote(request);
        const submitted = await client.submit(request);
        const job = await client.waitForJob(submitted.jobId, { onJob: ({ status }) => jobs.push(status) });
        const file = await client.downloadModel(job.assetIds, { onProgress: ({ loaded }) => downloads.push(loaded) });

        expect(emulator.control.paidCalls()).toMatchObject([{ jobId: submitted.jobId, cost: quote.cost }]);
        expect(job).toMatchObject({ status: "success", progress: 1, cost: quote.cost, imageAssetId: assetId });
        expect(new TextDecoder().decode(file.bytes.subarray(0, 4))).toBe("glTF");
        expect(file).toMatchObject({ assetId: job.assetIds[0], mediaType: "model/gltf-binary", name: "model.glb" });
        expect(file.convertedFrom).toBeUndefined();
        expect(uploads).toEqual([0, image.bytes.byteLength]);
        expect(jobs[0]).toBe("queued");
        expect(jobs.at(-1)).toBe("success");
        expect(downloads.at(-1)).toBe(file.bytes.byteLength);
    });

    it("sends every option explicitly and nothing else", async () => {
        const { client, emulator, upload } = await openSession();
        const image = await upload();
        await client.submit(tripoRequest(image, { ...tripoDefaults, faceLimit: undefined, seed: 7 }));
        expect(emulator.control.paidCalls()[0]?.body).toEqual({
            image,
            texture: true,
            textureQuality: "standard",
            textureAlignment: "original_image",
            geometryQuality: "standard",
            orientation: "default",
            pbr: true,
            autoSize: false,
            quad: false,
            smartLowPoly: false,
            generateParts: false,
            seed: 7,
        });
    });

    it("shows the key to the API only", async () => {
        const { client, emulator, finish } = await openSession();
        await client.downloadModel(await finish());
        const requests = emulator.control.requests();
        expect(requests.filter(({ origin }) => origin === "files").map((request) => request.hasAuthorization)).toEqual([
            false,
        ]);
        expect(requests.filter(({ origin }) => origin === "api").every((request) => request.hasAuthorization)).toBe(
            true,
        );
    });
});
