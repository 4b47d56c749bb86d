import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tripoModelId } from "../../../sandbox/emulator/emulator";
import { openEmulator } from "./emulatorSession";

const path = `/generate/custom/${tripoModelId}`;

describe("generate", () => {
    it("charges exactly what it quoted, for every combination of the priced options", async () => {
        const { call, upload, emulator } = await openEmulator();
        const image = await upload();
        const options = fc.record({
            texture: fc.boolean(),
            textureQuality: fc.constantFrom("standard", "detailed", "extreme"),
            geometryQuality: fc.constantFrom("standard", "detailed"),
            quad: fc.boolean(),
            smartLowPoly: fc.boolean(),
        });
        await fc.assert(
            fc.asyncProperty(options, async (given) => {
                const quote = await call("POST", `${path}?dryRun=true`, { image, ...given });
                const { body } = await call("POST", path, { image, ...given });
                const charged = emulator.control.paidCalls().at(-1);
                expect(charged).toMatchObject({ jobId: body.job.jobId, cost: quote.body.creativeUnitsCost });
                expect(body.job.billing.cuCost).toBe(quote.body.creativeUnitsCost);
            }),
            { numRuns: 15 },
        );
    });

    it("has prices that differ with each option that has a cost impact, and can be fractional", async () => {
        const { call, upload } = await openEmulator();
        const image = await upload();
        const priceOf = async (options: Record<string, unknown>): Promise<number> =>
            (await call("POST", `${path}?dryRun=true`, { image, ...options })).body.creativeUnitsCost;
        expect(await priceOf({})).toBe(45);
        expect(await priceOf({ texture: false })).toBe(40);
        expect(await priceOf({ textureQuality: "detailed" })).toBe(55);
        expect(await priceOf({ textureQuality: "extreme" })).toBe(65);
        expect(await priceOf({ geometryQuality: "detailed" })).toBe(65);
        expect(await priceOf({ quad: true })).toBe(50);
        expect(await priceOf({ smartLowPoly: true })).toBe(55);
        expect(await priceOf({ texture: false, pbr: false, generateParts: true })).toBe(52.5);
        expect(await priceOf({ pbr: false, seed: 3, autoSize: true, orientation: "align_image" })).toBe(45);
    });

    it("ignores dryRun in the body and charges", async () => {
        const { call, upload, emulator } = await openEmulator();
        const image = await upload();
        const { status, body } = await call("POST", path, { image, dryRun: true });
        expect(status).toBe(200);
        expect(body.job.jobId).toMatch(/^job_/);
        expect(emulator.control.paidCalls()).toMatchObject([{ body: { image, dryRun: true }, cost: 45 }]);
    });

    it.each([
        [269, { creativeUnitsCost: 45 }],
        [200, { creativeUnitsCost: 45 }],
        [402, { statusCode: 402, message: "Dry run completed", estimatedCost: 45 }],
    ] as const)("answers a dry run with status %i when told to", async (status, expected) => {
        const { call, upload, emulator } = await openEmulator();
        emulator.control.setDryRunStatus(status);
        const answer = await call("POST", `${path}?dryRun=true`, { image: await upload() });
        expect(answer.status).toBe(status);
        expect(answer.body).toMatchObject(expected);
        expect(answer.body).not.toHaveProperty("job");
    });

    it.each([
        ["an unknown field", { facelimit: 5 }, "Input facelimit is unknown"],
        ["no image", { image: undefined }, "Input image is required"],
        ["an image that is no text", { image: 3 }, "Input image must be a string"],
        ["a text for a boolean", { texture: "yes" }, "Input texture must be a boolean"],
        ["a text for a number", { seed: "7" }, "Input seed must be a number"],
        ["null", { seed: null }, "Input seed must be a number"],
        ["an unknown choice", { textureQuality: "best" }, "Input textureQuality must be one of"],
        [
            "parts with texture",
            { generateParts: true, pbr: false },
            "generateParts cannot be used together with texture",
        ],
        ["parts with pbr", { generateParts: true, texture: false }, "generateParts cannot be used together with pbr"],
        [
            "parts with quad",
            { generateParts: true, texture: false, pbr: false, quad: true },
            "generateParts cannot be used together with quad",
        ],
        ["a negative face limit", { faceLimit: -1 }, "Input faceLimit must be a whole number of at least 1"],
        ["a fractional face limit", { faceLimit: 10.5 }, "Input faceLimit must be a whole number"],
        ["too many faces", { faceLimit: 1_500_001 }, "Input faceLimit must be at most 1500000"],
        ["too many detailed faces", { faceLimit: 2_000_001, geometryQuality: "detailed" }, "at most 2000000"],
        ["too many quads", { faceLimit: 150_001, quad: true }, "at most 150000"],
        ["too few low-poly faces", { faceLimit: 999, smartLowPoly: true }, "at least 1000"],
        ["too many low-poly faces", { faceLimit: 20_001, smartLowPoly: true }, "at most 20000"],
        ["too few low-poly quads", { faceLimit: 499, smartLowPoly: true, quad: true }, "at least 500"],
        ["too many low-poly quads", { faceLimit: 10_001, smartLowPoly: true, quad: true }, "at most 10000"],
    ])("refuses %s with a reason, quoted or paid", async (_, given, reason) => {
        const { call, upload, emulator } = await openEmulator();
        const image = await upload();
        for (const query of ["", "?dryRun=true"]) {
            const { status, body } = await call("POST", `${path}${query}`, { image, ...given });
            expect(status).toBe(400);
            expect(body).toMatchObject({ name: "BadRequestError", details: {}, trace_id: expect.any(String) });
            expect(body.reason).toContain(reason);
        }
        expect(emulator.control.paidCalls()).toEqual([]);
    });

    it.each([
        { faceLimit: 1_500_000 },
        { faceLimit: 2_000_000, geometryQuality: "detailed" },
        { faceLimit: 150_000, quad: true },
        { faceLimit: 1_000, smartLowPoly: true },
        { faceLimit: 20_000, smartLowPoly: true },
        { faceLimit: 500, smartLowPoly: true, quad: true },
        { faceLimit: 10_000, smartLowPoly: true, quad: true },
    ])("takes the face limit of $faceLimit at the edge of its range", async (given) => {
        const { call, upload } = await openEmulator();
        expect((await call("POST", `${path}?dryRun=true`, { image: await upload(), ...given })).status).toBe(269);
    });

    it("hands the options to the model with defaults filled in", async () => {
        const seen: unknown[] = [];
        const { makeTinyModel } = await import("./tinyModelFile");
        const { submit, finishJobs } = await openEmulator({
            createModelFile: (picture, options, signal) => {
                seen.push(options);
                return makeTinyModel(picture, options, signal);
            },
        });
        await submit({ quad: true, smartLowPoly: true });
        await submit({ faceLimit: 700, seed: 5 });
        await finishJobs();
        expect(seen).toMatchObject([
            { texture: true, textureQuality: "standard", pbr: true, quad: true, faceLimit: 10_000 },
            { faceLimit: 700, seed: 5, quad: false, orientation: "default", autoSize: false },
        ]);
    });

    it("answers 404 for an unknown model and for an asset that is not this project's", async () => {
        const { call } = await openEmulator();
        const unknown = await call("POST", "/generate/custom/model_x", { image: "asset_x" });
        expect([unknown.status, unknown.body.reason]).toEqual([404, "Model model_x not found"]);
        const foreign = await call("POST", path, { image: "asset_foreign" });
        expect([foreign.status, foreign.body.reason]).toEqual([404, "Asset asset_foreign not found"]);
    });

    it("prices an asset id that never was, unless told not to, and never runs with it", async () => {
        const { call, emulator } = await openEmulator();
        const image = "asset_placeholder";
        const quote = await call("POST", `${path}?dryRun=true`, { image, quad: true });
        expect([quote.status, quote.body.creativeUnitsCost]).toEqual([269, 50]);
        expect((await call("POST", path, { image })).status).toBe(404);
        emulator.control.setDryRunPlaceholder("refused");
        expect((await call("POST", `${path}?dryRun=true`, { image })).status).toBe(404);
        emulator.control.setDryRunPlaceholder("priced");
        expect((await call("POST", `${path}?dryRun=true`, { image })).status).toBe(269);
        expect(emulator.control.paidCalls()).toEqual([]);
    });

    it("does not price an asset that was deleted, nor one that is no picture", async () => {
        const { call, upload, submit, finishJobs, emulator } = await openEmulator();
        const [mine, theirs] = [await upload(), await upload()];
        await call("DELETE", "/assets", { assetIds: [mine] });
        emulator.control.deleteAsset(theirs);
        const jobId = await submit();
        await finishJobs();
        const [model] = (await call("GET", `/jobs/${jobId}`)).body.job.metadata.assetIds;
        for (const image of [mine, theirs, model]) {
            expect((await call("POST", `${path}?dryRun=true`, { image })).status).toBe(404);
        }
    });

    it("answers 403 with both plans when the plan does not allow the model", async () => {
        const { call, upload, emulator } = await openEmulator();
        const image = await upload();
        emulator.control.setPlan({ currentPlan: "free", requiredPlan: "pro" });
        for (const query of ["", "?dryRun=true"]) {
            const { status, body } = await call("POST", `${path}${query}`, { image });
            expect(status).toBe(403);
            expect(body).toMatchObject({
                name: "ModelAccessRestrictedError",
                details: { currentPlan: "free", requiredPlan: "pro", modelId: tripoModelId },
            });
        }
        expect((await call("GET", `/models/${tripoModelId}`)).body.model.accessRestrictions).toBe(50);
        emulator.control.setPlan(undefined);
        expect((await call("POST", path, { image })).status).toBe(200);
    });

    it("answers 429 above the ceiling, charges nothing, and takes jobs again when one has ended", async () => {
        const { call, upload, submit, emulator, finishJobs } = await openEmulator();
        const image = await upload();
        await submit();
        emulator.control.setConcurrencyLimit({ limit: 1, retryAfter: 12, remainingSeconds: 12 });
        const refused = await call("POST", path, { image });
        expect(refused.status).toBe(429);
        expect(refused.headers.get("retry-after")).toBe("12");
        expect(refused.body).toMatchObject({
            details: { actionName: expect.any(String), actionLimit: 1 },
            remainingSeconds: 12,
        });
        expect(emulator.control.paidCalls()).toHaveLength(1);
        expect((await call("POST", `${path}?dryRun=true`, { image })).status).toBe(269);
        await finishJobs();
        expect((await call("POST", path, { image })).status).toBe(200);
        emulator.control.setConcurrencyLimit({ limit: 1 });
        const bare = await call("POST", path, { image });
        expect(bare.status).toBe(429);
        expect(bare.headers.get("retry-after")).toBeNull();
        expect(bare.body).not.toHaveProperty("remainingSeconds");
    });

    it("is paid although the answer is lost, when the fault comes after the work", async () => {
        const { call, upload, emulator } = await openEmulator();
        const image = await upload();
        emulator.control.addFault({ operation: "generate.run", when: "after", drop: true });
        await expect(call("POST", path, { image })).rejects.toThrow();
        expect(emulator.control.paidCalls()).toHaveLength(1);
        emulator.control.addFault({ operation: "generate.run", drop: true });
        await expect(call("POST", path, { image })).rejects.toThrow();
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });
});
