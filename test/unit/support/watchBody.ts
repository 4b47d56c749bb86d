import type { VirtualClock } from "./virtualClock";

export interface BodyWatch {
    /** True while the body waits for time to pass. */
    waits?: () => boolean;
    /** Called with every piece, which is passed on when it is done. */
    onPiece?: () => Promise<void> | undefined;
}

/** The same answer, whose body counts as real work until it has ended. */
export function watchBody(clock: VirtualClock, response: Response, { waits, onPiece }: BodyWatch = {}): Response {
    const reader = response.body?.getReader();
    if (reader === undefined) {
        return response;
    }
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
        end = resolve;
    });
    void clock.during(ended, waits);
    const body = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
            try {
                const { done, value } = await reader.read();
                if (done) {
                    end();
                    controller.close();
                } else {
                    await onPiece?.();
                    controller.enqueue(value);
                }
            } catch (error) {
                end();
                controller.error(error);
            }
        },
        cancel: (reason) => {
            end();
            return reader.cancel(reason);
        },
    });
    const { status, headers } = response;
    return new Response(body, { status, headers });
}
