import { loadEnv, type ResolvedConfig } from "vite";
import { z } from "zod";

/** Which service the sandbox talks to; undefined is the emulator. */
export interface ServiceEnvironment {
    credentials: { key: string; secret: string };
    serviceUrl: string | undefined;
    projectId: string | undefined;
    noSpend: boolean | undefined;
}

const schema = z.object({
    SCENARIO_SDK_API_KEY: z.string().trim().min(1).optional(),
    SCENARIO_SDK_API_SECRET: z.string().trim().min(1).optional(),
    SCENARIO_BASE_URL: z.url().optional(),
    SCENARIO_PROJECT_ID: z.string().trim().min(1).optional(),
    // 1, true, yes, on and their opposites; a misspelt wish not to spend must not start a server that spends.
    SCENARIO_NO_SPEND: z.stringbool().optional(),
});

/**
 * Reads the key from the environment or `.env.local`. It stays in this process: Vite gives the page only variables
 * with its own prefix, and a prefix that would cover ours is an error here.
 *
 * @throws {Error} when only half of the key is there or a value cannot be used; values are not in the message.
 */
export function readServiceEnvironment(config: ResolvedConfig): ServiceEnvironment | undefined {
    const prefixes = [config.envPrefix ?? []].flat();
    if (prefixes.some((prefix) => "SCENARIO_SDK_API_SECRET".startsWith(prefix))) {
        throw new Error("envPrefix must not cover SCENARIO_: the key would end up in the page.");
    }
    const given = config.envDir === false ? process.env : loadEnv(config.mode, config.envDir, "SCENARIO_");
    // An empty variable in a file means the same as none.
    const parsed = schema.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")));
    if (!parsed.success) {
        throw new Error(`${parsed.error.issues[0]?.path.join(".")} cannot be used.`);
    }
    const { SCENARIO_SDK_API_KEY: key, SCENARIO_SDK_API_SECRET: secret, SCENARIO_BASE_URL: serviceUrl } = parsed.data;
    if ((key === undefined) !== (secret === undefined)) {
        const missing = key === undefined ? "SCENARIO_SDK_API_KEY" : "SCENARIO_SDK_API_SECRET";
        throw new Error(`${missing} is missing: set both halves of the key to use Scenario, or none for the emulator.`);
    }
    const { SCENARIO_PROJECT_ID: projectId, SCENARIO_NO_SPEND: noSpend } = parsed.data;
    return key === undefined || secret === undefined
        ? undefined
        : { credentials: { key, secret }, serviceUrl, projectId, noSpend };
}
