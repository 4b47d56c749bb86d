import { z } from "zod";
import { liveProgressSchema } from "./liveProgress";

const messageSchema = z.discriminatedUnion("type", [
    z.object({ type: z.literal("records"), ids: z.array(z.string()) }),
    z.object({ type: z.literal("limits") }),
    z.object({ type: z.literal("budget") }),
    z.object({ type: z.literal("files") }),
    z.object({ type: z.literal("live"), id: z.string(), live: liveProgressSchema }),
]);

/** What one tab tells the others. Records travel by id: whoever is told reads the database. */
export type TabMessage = z.infer<typeof messageSchema>;

/** Tells the other tabs of this origin, and the listeners of this one, what changed. */
export interface TabChannel {
    post(message: TabMessage): void;
    /** @returns the function that ends the subscription */
    subscribe(listener: (message: TabMessage) => void): () => void;
    close(): void;
}

export function createTabChannel(name: string): TabChannel {
    const listeners = new Set<(message: TabMessage) => void>();
    const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(name);
    const tell = (message: TabMessage) => {
        for (const listener of [...listeners]) {
            listener(message);
        }
    };
    const receive = ({ data }: MessageEvent<unknown>) => {
        const message = messageSchema.safeParse(data);
        if (message.success) {
            tell(message.data);
        }
    };
    channel?.addEventListener("message", receive);
    let isOpen = true;
    return {
        post: (message) => {
            // Work that ends after the close has nobody left to tell.
            if (isOpen) {
                channel?.postMessage(message);
                tell(message);
            }
        },
        subscribe: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        close: () => {
            isOpen = false;
            listeners.clear();
            channel?.close();
        },
    };
}
