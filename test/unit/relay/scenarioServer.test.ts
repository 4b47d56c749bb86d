import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, createServer, type InlineConfig, type Plugin, preview } from "vite";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { scenarioServer } from "../../../sandbox/server/scenarioServer";
import { openEmulator } from "../emulator/emulatorSession";
import { askRaw } from "./relaySession";

interface Site {
    origin: string;
    /** What it logged. */
    lines: readonly string[];
}

/** Vite on an empty folder with our plugin, in development or preview, closed with the test. */
async function openSite(
    kind: "dev" | "preview",
    { env = "", config = {}, plugin = scenarioServer() }: { env?: string; config?: InlineConfig; plugin?: Plugin } = {},
): Promise<Site> {
    const root = await mkdtemp(join(tmpdir(), "scenario-server-"));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    await writeFile(join(root, ".env.local"), env);
    await writeFile(join(root, "index.html"), '<script type="module" src="/main.js"></script>');
    await writeFile(join(root, "main.js"), "document.title = JSON.stringify(import.meta.env);");
    const lines: string[] = [];
    const customLogger = createLogger("silent");
    customLogger.info = (line) => void lines.push(line);
    const common: InlineConfig = { root, configFile: false, customLogger, plugins: [plugin], ...config };
    const place = { host: "127.0.0.1", port: 0 };
    const server =
        kind === "dev"
            ? await createServer({ ...common, server: { ...place, ws: false, watch: null } })
            : await preview({ ...common, preview: place });
    onTestFinished(() => server.close());
    if ("listen" in server) {
        await server.listen();
    }
    const address = server.httpServer?.address();
    const port = address && typeof address === "object" ? address.port : 0;
    return { origin: `http://127.0.0.1:${port}`, lines };
}

async function serviceOf(origin: string): Promise<unknown> {
    return (await fetch(`${origin}/api/scenario/service`)).json();
}

describe("the sandbox's server", () => {
    // Whoever runs the tests may have a key of their own.
    beforeEach(() => {
        for (const name of ["SDK_API_KEY", "SDK_API_SECRET", "BASE_URL", "PROJECT_ID", "NO_SPEND"]) {
            vi.stubEnv(`SCENARIO_${name}`, undefined);
        }
    });
    afterEach(() => void vi.unstubAllEnvs());

    it.each(["dev", "preview"] as const)("answers with an emulator when there is no key, in %s", async (kind) => {
        const { origin, lines } = await openSite(kind);
        expect(lines).toEqual(["Generate from image talks to the emulator. Nothing is spent."]);
        expect(await serviceOf(origin)).toMatchObject({ name: "Emulator", spends: false });
        expect(await (await fetch(`${origin}/api/scenario/jobs`)).json()).toEqual({ jobs: [] });
        expect((await fetch(`${origin}/api/scenario/teams`)).status).toBe(404);
    });

    it("talks to Scenario when the key is in .env.local, and keeps it out of the page", async () => {
        const env = "SCENARIO_SDK_API_KEY=api_LOCALKEY\nSCENARIO_SDK_API_SECRET=LOCALSECRET\nVITE_SHOWN=shown\n";
        const { origin, lines } = await openSite("dev", { env });
        expect(lines).toEqual(["Generate from image talks to Scenario. Generations cost money."]);
        expect(await serviceOf(origin)).toMatchObject({ name: "Scenario", spends: true });
        const script = await (await fetch(`${origin}/main.js`)).text();
        expect(script).toContain("shown");
        for (const path of ["/main.js", "/", "/.env.local", "/@fs/.env.local", "/api/scenario/service"]) {
            expect(await (await fetch(`${origin}${path}`)).text()).not.toMatch(/LOCALKEY|LOCALSECRET/);
        }
    });

    it("uses the address of SCENARIO_BASE_URL with the key of the environment", async () => {
        const { emulator } = await openEmulator();
        vi.stubEnv("SCENARIO_SDK_API_KEY", emulator.credentials.key);
        vi.stubEnv("SCENARIO_SDK_API_SECRET", emulator.credentials.secret);
        vi.stubEnv("SCENARIO_BASE_URL", emulator.apiUrl);
        const { origin } = await openSite("preview");
        expect((await fetch(`${origin}/api/scenario/jobs`)).status).toBe(200);
        expect(emulator.control.requests()).toHaveLength(1);
    });

    it("names the project of SCENARIO_PROJECT_ID", async () => {
        const { emulator } = await openEmulator();
        vi.stubEnv("SCENARIO_SDK_API_KEY", emulator.credentials.key);
        vi.stubEnv("SCENARIO_SDK_API_SECRET", emulator.credentials.secret);
        vi.stubEnv("SCENARIO_BASE_URL", emulator.apiUrl);
        vi.stubEnv("SCENARIO_PROJECT_ID", "proj_7");
        const { origin } = await openSite("dev");
        expect((await fetch(`${origin}/api/scenario/jobs`)).status).toBe(200);
        expect(emulator.control.requests().map(({ query }) => query)).toEqual(["?projectId=proj_7"]);
    });

    it.each(["1", "true"])("spends nothing when SCENARIO_NO_SPEND is %s", async (value) => {
        const key = "SCENARIO_SDK_API_KEY=api_LOCALKEY\nSCENARIO_SDK_API_SECRET=LOCALSECRET";
        const { origin, lines } = await openSite("dev", { env: `${key}\nSCENARIO_NO_SPEND=${value}` });
        expect(lines).toEqual(["Generate from image talks to Scenario, and is set to spend nothing."]);
        expect(await serviceOf(origin)).toMatchObject({ name: "Scenario", spends: true, noSpend: true });
        const paid = await fetch(`${origin}/api/scenario/generate/custom/m`, { method: "POST" });
        expect(paid.status).toBe(403);
    });

    it("spends when SCENARIO_NO_SPEND is 0", async () => {
        const key = "SCENARIO_SDK_API_KEY=api_LOCALKEY\nSCENARIO_SDK_API_SECRET=LOCALSECRET";
        const { origin } = await openSite("dev", { env: `${key}\nSCENARIO_NO_SPEND=0` });
        expect(await serviceOf(origin)).toMatchObject({ name: "Scenario", spends: true });
        expect(await serviceOf(origin)).not.toHaveProperty("noSpend");
    });

    it("uses the emulator it is given and leaves it open", async () => {
        const { emulator, call } = await openEmulator();
        const { origin } = await openSite("dev", { plugin: scenarioServer({ emulator }) });
        expect((await fetch(`${origin}/api/scenario/jobs`)).status).toBe(200);
        expect(emulator.control.requests()).toHaveLength(1);
        expect((await call("GET", "/jobs")).status).toBe(200);
    });

    it.each([
        ["SCENARIO_SDK_API_KEY=api_LOCALKEY", "SCENARIO_SDK_API_SECRET is missing"],
        ["SCENARIO_SDK_API_SECRET=LOCALSECRET", "SCENARIO_SDK_API_KEY is missing"],
        ["SCENARIO_SDK_API_KEY=api_LOCALKEY\nSCENARIO_SDK_API_SECRET=", "SCENARIO_SDK_API_SECRET is missing"],
        ["SCENARIO_NO_SPEND=please", "SCENARIO_NO_SPEND cannot be used"],
        ["SCENARIO_BASE_URL=nowhere", "SCENARIO_BASE_URL cannot be used"],
    ])("does not start with %j", async (env, message) => {
        const start = openSite("dev", { env });
        await expect(start).rejects.toThrow(message);
        await expect(start).rejects.not.toThrow(/LOCALKEY|LOCALSECRET/);
    });

    it("does not start when the page would get the key", async () => {
        const start = openSite("dev", { config: { envPrefix: ["VITE_", "SCENARIO_"] } });
        await expect(start).rejects.toThrow("the key would end up in the page");
    });

    it("refuses other sites, and hosts that only point here", async () => {
        const { origin } = await openSite("dev");
        const foreign = await fetch(`${origin}/api/scenario/jobs`, { headers: { origin: "http://localhost:9" } });
        expect(foreign.status).toBe(403);
        expect(await askRaw(origin, "/api/scenario/jobs", { host: "evil.test" })).toBe(403);
    });
});
