import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../sandbox/emulator/emulator";
import { openEmulator, readAnswer } from "./emulatorSession";

describe("access", () => {
    const endpoints = [
        ["POST", "/assets"],
        ["GET", "/assets"],
        ["DELETE", "/assets"],
        ["POST", "/assets/get-bulk"],
        ["GET", "/assets/asset_x"],
        ["POST", "/assets/asset_x/download"],
        ["POST", "/uploads"],
        ["GET", "/uploads/upload_x"],
        ["POST", "/uploads/upload_x/action"],
        ["GET", "/models"],
        ["GET", "/models/model_x"],
        ["POST", "/generate/custom/model_x"],
        ["GET", "/jobs"],
        ["GET", "/jobs/job_x"],
        ["POST", "/jobs/job_x/action"],
        ["GET", "/nothing"],
    ] as const;

    it("is refused everywhere without a key, by the gateway", async () => {
        const { emulator } = await openEmulator();
        for (const [method, path] of endpoints) {
            const answer = await readAnswer(await fetch(`${emulator.apiUrl}${path}`, { method }));
            expect([path, answer.status, answer.body]).toEqual([path, 401, { message: "Unauthorized" }]);
        }
    });

    it.each(["Basic bm90OnJpZ2h0", "Basic", "Basic !!!", "Bearer abc", ""])(
        "is refused with the credentials '%s'",
        async (authorization) => {
            const { call } = await openEmulator();
            expect((await call("GET", "/models", undefined, { authorization })).status).toBe(401);
        },
    );

    it("is refused by the service with a reason and a trace id when the key is wrong", async () => {
        const { call } = await openEmulator();
        const { body } = await call("GET", "/models", undefined, { authorization: "Basic bm90OnJpZ2h0" });
        expect(body).toMatchObject({ reason: expect.any(String), name: "UnauthorizedError" });
        expect(body.trace_id).toMatch(/^[0-9a-f]{32}$/);
    });

    it("takes the key it was started with", async () => {
        const { call } = await openEmulator({ key: "api_other", secret: "other" });
        const authorization = `Basic ${Buffer.from("api_other:other").toString("base64")}`;
        expect((await call("GET", "/models", undefined, { authorization })).status).toBe(200);
    });

    it("answers 404 for what does not exist", async () => {
        const { call } = await openEmulator();
        expect((await call("GET", "/nothing")).body).toEqual({ message: "Not Found" });
        expect((await call("PUT", "/assets/asset_x")).status).toBe(404);
    });

    it("sends no CORS headers from either origin", async () => {
        const { call, upload } = await openEmulator();
        const { headers, body } = await call("GET", `/assets/${await upload()}`, undefined, {
            origin: "http://a.test",
        });
        const file = await fetch(body.asset.url, { headers: { origin: "http://a.test" } });
        for (const given of [headers, file.headers]) {
            expect([...given.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
        }
    });

    it("notes requests without the key", async () => {
        const { call, emulator } = await openEmulator();
        await call("GET", "/models?pageSize=1", undefined, { "x-mine": "1" });
        const [request] = emulator.control.requests();
        expect(request).toMatchObject({
            method: "GET",
            path: "/v1/models",
            query: "?pageSize=1",
            hasAuthorization: true,
            origin: "api",
            headers: { "x-mine": "1" },
        });
        expect(JSON.stringify(emulator.control.requests())).not.toMatch(/authorization"/);
    });

    it("is over when the emulator closes, also for an open download", async () => {
        const emulator = await startEmulator();
        emulator.control.addFault({ operation: "models.list", hold: new Promise(() => undefined) });
        const { key, secret } = emulator.credentials;
        const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
        const asked = fetch(`${emulator.apiUrl}/models`, { headers: { authorization } });
        const outcome = asked.then(
            () => "answered",
            () => "lost",
        );
        while (emulator.control.requests().length === 0) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        await emulator.close();
        expect(await outcome).toBe("lost");
        await expect(fetch(emulator.apiUrl)).rejects.toThrow();
        await expect(fetch(emulator.filesOrigin)).rejects.toThrow();
    });
});

describe("models", () => {
    it("are read with inputs and without them in lists", async () => {
        const { call } = await openEmulator();
        const { model } = (await call("GET", "/models/model_tripo-v3-0-image-to-3d")).body;
        expect(model.inputs.map((input: { name: string }) => input.name)).toEqual([
            "image",
            "texture",
            "textureQuality",
            "textureAlignment",
            "geometryQuality",
            "textureSeed",
            "orientation",
            "pbr",
            "faceLimit",
            "autoSize",
            "quad",
            "smartLowPoly",
            "generateParts",
            "seed",
        ]);
        expect(model.uiConfig.selects.textureQuality).toEqual({ standard: "Standard", detailed: "HD", extreme: "8K" });
        expect((await call("GET", "/models?pageSize=1")).body).toEqual({ models: [] });
        const { models } = (await call("GET", "/models?privacy=public")).body;
        expect(models).toHaveLength(1);
        expect(models[0]).not.toHaveProperty("inputs");
        expect((await call("GET", "/models/model_x")).body.reason).toBe("Model model_x not found");
        expect((await call("GET", "/models?pageSize=zero")).status).toBe(400);
    });
});
