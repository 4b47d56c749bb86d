import { createServer, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { createApiServer } from "./apiServer";
import { createControl, type EmulatorControl } from "./control";
import { createEmulatorState, type ModelMaker } from "./emulatorState";
import { createFilesServer } from "./filesServer";
import { createModelFile } from "./model/createModelFile";

export type { EmulatorControl } from "./control";
export type { ModelMaker } from "./emulatorState";
export { tripoModelId } from "./tripoModel";

export interface EmulatorOptions {
    key?: string | undefined;
    secret?: string | undefined;
    /** Milliseconds; tests inject a clock of their own. */
    now?: (() => number) | undefined;
    /** Milliseconds from submit to success on that clock. Default 25 s. */
    jobDuration?: number | undefined;
    /** Milliseconds a signed link works. Default 24 h. */
    linkLifetime?: number | undefined;
    /** Of the API origin; 0, the default, is any free one. */
    port?: number | undefined;
    /** Makes a model file from a picture. Default: the real one. */
    createModelFile?: ModelMaker | undefined;
}

export interface Emulator {
    /** Where the API is, with `/v1`. */
    apiUrl: string;
    /** Where files are uploaded to and downloaded from. */
    filesOrigin: string;
    credentials: { key: string; secret: string };
    control: EmulatorControl;
    /** Stops both servers and the work under way. */
    close(): Promise<void>;
}

/** Starts Scenario on this machine: real HTTP on two origins, with everything it knows in memory. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const credentials = { key: options.key ?? "api_emulator", secret: options.secret ?? "emulator-secret" };
    const state = createEmulatorState({
        now: options.now ?? Date.now,
        credentials,
        makeModel: options.createModelFile ?? createModelFile,
        settings: {
            jobDuration: options.jobDuration ?? 25_000,
            linkLifetime: options.linkLifetime ?? 24 * 60 * 60 * 1000,
            dryRunStatus: 269,
            plan: undefined,
            concurrency: undefined,
            extraAssets: [],
        },
    });
    const api = await listen(createApiServer(state), options.port ?? 0);
    const files = await listen(createFilesServer(state), 0);
    state.filesOrigin = files.origin;
    return {
        apiUrl: `${api.origin}/v1`,
        filesOrigin: files.origin,
        credentials,
        control: createControl(state),
        async close() {
            state.closing.abort();
            await Promise.all([stop(api.server), stop(files.server), state.work]);
        },
    };
}

interface Listening {
    server: Server;
    origin: string;
}

/** Only this machine can connect. */
async function listen(app: Hono<{ Bindings: HttpBindings }>, port: number): Promise<Listening> {
    const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The emulator has no port");
    }
    return { server, origin: `http://127.0.0.1:${address.port}` };
}

async function stop(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
}
