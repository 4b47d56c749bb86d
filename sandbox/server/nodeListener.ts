import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";

/** The relay as a listener of a Node server. The process's own `Request` and `Response` stay as they are. */
export function nodeListener(
    relay: (request: Request) => Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
    return getRequestListener(async (request, { outgoing }) => endQuietly(await relay(request), outgoing), {
        overrideGlobalObjects: false,
        // Otherwise only a page that went away makes the relay reject, so nobody reads the answer.
        errorHandler: (error) => new Response(null, { status: error instanceof RequestError ? 400 : 499 }),
    });
}

/**
 * The same answer, whose body cuts the connection when it breaks half way. The page sees a lost connection, as it
 * must; left to the adapter, the error would be printed to the console as well.
 */
function endQuietly(response: Response, outgoing: { destroy(): unknown }): Response {
    const reader = response.body?.getReader();
    if (!reader) {
        return response;
    }
    const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
            try {
                const { done, value } = await reader.read();
                if (done) {
                    controller.close();
                } else {
                    controller.enqueue(value);
                }
            } catch {
                outgoing.destroy();
                controller.close();
            }
        },
        cancel: (reason) => reader.cancel(reason),
    });
    return new Response(body, { status: response.status, headers: response.headers });
}
