import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createRelay, type RelayOptions } from "../../../plugin/relay";
import type { EmulatorOptions } from "../../../sandbox/emulator/emulator";
import { nodeListener } from "../../../sandbox/server/nodeListener";
import { type Answer, type EmulatorSession, openEmulator, readAnswer } from "../emulator/emulatorSession";

export interface RelaySession {
    /** `http://127.0.0.1:PORT` */
    origin: string;
    /** A call of the page; `body` becomes JSON. */
    ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** The relay over real HTTP, mounted at `/api/scenario`. */
export async function openRelay(options: RelayOptions): Promise<RelaySession> {
    const relay = createRelay({ basePath: "/api/scenario", ...options });
    const origin = await serve(nodeListener(relay));
    return {
        origin,
        async ask(method, path, body, headers) {
            const init = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
            const type = body === undefined ? {} : { "content-type": "application/json" };
            const url = `${origin}/api/scenario${path}`;
            return readAnswer(await fetch(url, { method, headers: { ...type, ...headers }, ...init }));
        },
    };
}

/** Relay and emulator, connected. */
export async function openRelayedEmulator(
    options: EmulatorOptions = {},
    relayOptions: Partial<RelayOptions> = {},
): Promise<EmulatorSession & RelaySession> {
    const session = await openEmulator(options);
    const { emulator } = session;
    const relay = await openRelay({
        credentials: emulator.credentials,
        serviceUrl: emulator.apiUrl,
        fileOrigins: [emulator.filesOrigin],
        uploadOrigins: [emulator.filesOrigin],
        service: { name: "Emulator", spends: false },
        ...relayOptions,
    });
    return { ...session, ...relay };
}

/** A server of this machine that is closed with the test. */
export async function serve(
    listener: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown,
): Promise<string> {
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
        server.closeAllConnections();
        server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A request whose path is sent exactly as written; `fetch` would tidy it up. */
export function askRaw(origin: string, path: string, headers: Record<string, string> = {}): Promise<number> {
    const { hostname, port } = new URL(origin);
    return new Promise((resolve, reject) => {
        const request = httpRequest({ hostname, port, path, headers }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
        });
        request.on("error", reject);
        request.end();
    });
}
