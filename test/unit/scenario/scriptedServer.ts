import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

interface ScriptedRequest {
    method: string;
    /** Path and query. */
    url: string;
    headers: IncomingMessage["headers"];
    body: string;
}

export interface ScriptedServer {
    origin: string;
    requests: readonly ScriptedRequest[];
}

export type Script = (request: ScriptedRequest, response: ServerResponse, count: number) => void;

/** A real HTTP server that answers what the emulator never would. `count` is 1 for the first request. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
    const requests: ScriptedRequest[] = [];
    const server = createServer((incoming, response) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
            const { method = "", url = "", headers } = incoming;
            const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
            requests.push(request);
            script(request, response, requests.length);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
        server.closeAllConnections();
        server.close();
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The server has no port");
    }
    return { origin: `http://127.0.0.1:${address.port}`, requests };
}

export function sendJson(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
) {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
