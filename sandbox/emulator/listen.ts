import { createServer, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";

export interface Listening {
    origin: string;
    /** Loses the connections of all requests that are not answered in full; idle ones stay. */
    loseAnswers(): void;
    /** Loses all connections, whatever is under way on them. */
    stop(): Promise<void>;
}

/** Serves real HTTP on 127.0.0.1; only this machine can connect. Port 0 is any free one. */
export async function listen(fetch: Parameters<typeof getRequestListener>[0], port: number): Promise<Listening> {
    const answers = new Set<ServerResponse>();
    const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
    const server = createServer((incoming, outgoing) => {
        answers.add(outgoing);
        outgoing.once("close", () => answers.delete(outgoing));
        void answer(incoming, outgoing);
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    return {
        origin: originOf(server),
        loseAnswers() {
            for (const outgoing of answers) {
                if (!outgoing.writableEnded) {
                    outgoing.destroy();
                }
            }
        },
        async stop() {
            const closed = new Promise<void>((resolve) => server.close(() => resolve()));
            server.closeAllConnections();
            await closed;
        },
    };
}

function originOf(server: Server): string {
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The emulator has no port");
    }
    return `http://127.0.0.1:${address.port}`;
}
