/** The side of a connection that can be cut. */
interface Outgoing {
    destroy(): unknown;
}

/**
 * The same answer, whose body cuts the connection when it breaks half way. The page sees a lost connection, as it
 * must; the server adapter would print the error to the console as well.
 */
export function endQuietly(response: Response, outgoing: Outgoing): Response {
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
