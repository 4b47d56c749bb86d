import { setImmediate, setTimeout } from "node:timers/promises";
import { createApiServer } from "./apiServer";
import { createControl, type EmulatorControl } from "./control";
import { createEmulatorState, type EmulatorBasis, type ModelMaker } from "./emulatorState";
import { createFilesServer } from "./filesServer";
import { listen } from "./listen";
import { createModelFile } from "./model/createModelFile";

export type { EmulatorControl } from "./control";
export type { ModelMaker } from "./emulatorState";
export type { FaultPlan } from "./faultPlan";
export { tripoModelId } from "./tripoModel";

export interface EmulatorOptions {
    key?: string | undefined;
    secret?: string | undefined;
    /** Milliseconds; tests inject a clock of their own. */
    now?: (() => number) | undefined;
    /**
     * How the answer to a request waits by plan, in ms. Default: real time. It should reject when the signal aborts: the
     * emulator closes.
     */
    delay?: ((ms: number, signal: AbortSignal, request: Request) => Promise<void>) | undefined;
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
    let service: Service;
    const api = await listen((...request) => service.api.fetch(...request), options.port ?? 0);
    const files = await listen((...request) => service.files.fetch(...request), 0);
    const start = () => createService(basisOf(options, credentials, files.origin));
    service = start();

    async function reset(): Promise<void> {
        // What a client sent before it was stopped may still be on the line, and belongs to the time before.
        for (let turn = 0; turn < 3; turn += 1) {
            await setImmediate();
        }
        const { state } = service;
        state.closing.abort();
        service = start();
        api.loseAnswers();
        files.loseAnswers();
        await state.work;
    }

    return {
        apiUrl: `${api.origin}/v1`,
        filesOrigin: files.origin,
        credentials,
        control: createControl(() => service.state, reset),
        async close() {
            const { state } = service;
            state.closing.abort();
            await Promise.all([api.stop(), files.stop(), state.work]);
        },
    };
}

/** All that a reset makes anew. */
type Service = ReturnType<typeof createService>;

function createService(basis: EmulatorBasis) {
    const state = createEmulatorState(basis);
    return { state, api: createApiServer(state), files: createFilesServer(state) };
}

function basisOf(options: EmulatorOptions, credentials: Emulator["credentials"], filesOrigin: string): EmulatorBasis {
    return {
        now: options.now ?? Date.now,
        delay: options.delay ?? ((ms, signal) => setTimeout(ms, undefined, { signal })),
        credentials,
        filesOrigin,
        makeModel: options.createModelFile ?? createModelFile,
        settings: {
            jobDuration: options.jobDuration ?? 25_000,
            linkLifetime: options.linkLifetime ?? 24 * 60 * 60 * 1000,
            dryRunStatus: 269,
            dryRunPlaceholder: "priced",
            plan: undefined,
            concurrency: undefined,
            outputs: ["model"],
            clockSkew: 0,
            ranges: true,
        },
    };
}
