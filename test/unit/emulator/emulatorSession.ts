import sharp from "sharp";
import { onTestFinished } from "vitest";
import {
    type Emulator,
    type EmulatorOptions,
    type FaultPlan,
    startEmulator,
    tripoModelId,
} from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "./tinyModelFile";

export interface EmulatorSession {
    emulator: Emulator;
    /** The fake clock, in ms; set it to move on. */
    clock: { time: number };
    /** Plans faults after a way through JSON, which all of them must survive. */
    plan(...plans: FaultPlan[]): void;
    /** A call with the right key; `body` becomes JSON. */
    call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
    /** Uploads a small picture, so many pixels wide, and gives its asset id. */
    upload(size?: number): Promise<string>;
    /** Submits a job for an uploaded picture and gives its id. */
    submit(options?: Record<string, unknown>): Promise<string>;
    /** Moves the clock to the end of all jobs, when their files are made. */
    finishJobs(): Promise<void>;
}

export interface Answer {
    status: number;
    headers: Headers;
    /** Parsed JSON; tests look into it freely. */
    // biome-ignore lint/suspicious/noExplicitAny: an answer under test has no type yet
    body: any;
    text: string;
}

/** An emulator with tiny models and a fake clock, which jumps when a planned fault waits; closed with the test. */
export async function openEmulator(options: EmulatorOptions = {}): Promise<EmulatorSession> {
    const clock = { time: Date.parse("2026-10-01T10:00:00Z") };
    const delay = async (ms: number) => {
        clock.time += ms;
    };
    const emulator = await startEmulator({ now: () => clock.time, delay, createModelFile: makeTinyModel, ...options });
    onTestFinished(() => emulator.close());
    const { key, secret } = emulator.credentials;
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;

    const call: EmulatorSession["call"] = async (method, path, body, headers) => {
        const init = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
        const response = await fetch(`${emulator.apiUrl}${path}`, {
            method,
            headers: { authorization, "content-type": "application/json", ...headers },
            ...init,
        });
        return readAnswer(response);
    };
    const upload = async (size?: number): Promise<string> => {
        const { body } = await call("POST", "/assets", {
            name: "box.png",
            image: (await pngBytes(size)).toString("base64"),
        });
        return String(body.asset.id);
    };
    return {
        emulator,
        clock,
        plan: (...plans) => emulator.control.schedule(JSON.parse(JSON.stringify(plans))),
        call,
        upload,
        async submit(given = {}) {
            const image = await upload();
            const { body } = await call("POST", `/generate/custom/${tripoModelId}`, { image, ...given });
            return String(body.job.jobId);
        },
        async finishJobs() {
            await emulator.control.filesMade();
            clock.time += 60_000;
        },
    };
}

export async function readAnswer(response: Response): Promise<Answer> {
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text };
}

/** A small square picture. */
export function pngBytes(size = 16): Promise<Buffer> {
    return sharp({ create: { width: size, height: size, channels: 4, background: "#4080c0" } })
        .png()
        .toBuffer();
}
