import { onTestFinished } from "vitest";
import {
    createScenarioClient,
    type ScenarioClient,
    type ScenarioClientOptions,
} from "../../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../emulator/tinyModelFile";
import { createManualClock, type ManualClock } from "../support/manualClock";

export interface ClientSession {
    emulator: Emulator;
    clock: ManualClock;
    client: ScenarioClient;
    /** Another client of the same emulator and clock. */
    createClient: (options: ScenarioClientOptions) => ScenarioClient;
    /** Uploads a small picture and gives its asset id. */
    upload: () => Promise<string>;
    /** Pays for a job and gives its id. */
    submit: (options?: Partial<typeof tripoDefaults>) => Promise<string>;
    /** Pays for a job, lets it finish, and gives its assets. */
    finish: (options?: Partial<typeof tripoDefaults>) => Promise<readonly string[]>;
    /** The requests as "METHOD /path", the newest last. */
    calls: () => string[];
}

interface SessionOptions extends EmulatorOptions {
    client?: ScenarioClientOptions;
    onWait?: (ms: number, count: number) => void;
}

/** A client against the real emulator over HTTP, both on one clock that never really waits. */
export async function openSession(options: SessionOptions = {}): Promise<ClientSession> {
    const { client: clientOptions, onWait, ...emulatorOptions } = options;
    const clock = createManualClock(onWait);
    const emulator = await startEmulator({ now: clock.now, createModelFile: makeTinyModel, ...emulatorOptions });
    onTestFinished(() => emulator.close());
    const { apiUrl: baseUrl, credentials } = emulator;
    const { now, delay } = clock;
    const random = () => 0.5;
    const createClient = (changes: ScenarioClientOptions) =>
        createScenarioClient({ baseUrl, credentials, now, delay, random, ...changes });
    const client = createClient(clientOptions ?? {});
    const upload = () => client.uploadImage(tinyImage());
    const submit: ClientSession["submit"] = async (changes) =>
        (await client.submit(tripoRequest(await upload(), { ...tripoDefaults, ...changes }))).jobId;
    return {
        emulator,
        clock,
        client,
        createClient,
        upload,
        submit,
        finish: async (changes) => {
            const jobId = await submit(changes);
            await emulator.control.filesMade();
            return (await client.waitForJob(jobId)).assetIds;
        },
        calls: () => emulator.control.requests().map(({ method, path }) => `${method} ${path.replace(/^\/v1/, "")}`),
    };
}

/** A valid PNG header, padded to the wished size: enough for whoever only reads the header. */
export function tinyImage(size = 64): { bytes: Uint8Array; mediaType: string; name: string } {
    const bytes = new Uint8Array(size);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    bytes.set([0, 0, 0, 16, 0, 0, 0, 16, 8, 6, 0, 0, 0], 16);
    return { bytes, mediaType: "image/png", name: "box.png" };
}

/** What a call throws. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
        () => {
            throw new Error("The call was expected to fail");
        },
        (error: unknown) => error,
    );
}
