import { fileURLToPath } from "node:url";
import { loadConfigFromFile } from "vite";
import { expect, it, onTestFinished } from "vitest";
import type { startEmulator } from "../../../sandbox/emulator/emulator";
import { pngBytes, readAnswer } from "./emulatorSession";

it("the emulator makes real models after Vite has closed the loader of its configuration", async () => {
    const file = fileURLToPath(new URL("./fixtureConfig.ts", import.meta.url));
    const environment = { command: "serve", mode: "test" } as const;
    const loaded = await loadConfigFromFile(environment, file, undefined, "silent", undefined, "runner");
    // Vite types what it loads as its own configuration; ours carries one function.
    const { startEmulator: start } = { ...loaded?.config } as { startEmulator: typeof startEmulator };
    const { apiUrl, credentials, control, close } = await start({ jobDuration: 0 });
    onTestFinished(close);
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    const call = async (method: string, path: string, body?: unknown) =>
        readAnswer(
            await fetch(`${apiUrl}${path}`, {
                method,
                headers: { authorization },
                ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            }),
        );
    const { asset } = (await call("POST", "/assets", { name: "a", image: (await pngBytes(32)).toString("base64") }))
        .body;
    const input = { image: asset.id, faceLimit: 100, texture: false, pbr: false };
    const { jobId } = (await call("POST", "/generate/custom/model_tripo-v3-0-image-to-3d", input)).body.job;
    await control.filesMade();
    const { job } = (await call("GET", `/jobs/${jobId}`)).body;
    expect(job).toMatchObject({ status: "success", metadata: { assetIds: [expect.any(String)] } });
});
