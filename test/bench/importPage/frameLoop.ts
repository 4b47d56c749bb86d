import type { FrameHooks, World } from "./world";

/** The drawing of a world, to be listened to. */
export interface FrameLoop {
    /** Calls the hooks with each frame from now on, until what it gives back is called. */
    listen(hooks: FrameHooks): () => void;
    /** Waits until so many frames have begun. */
    pass(count: number): Promise<void>;
}

export function createFrameLoop(world: World): FrameLoop {
    const listeners = new Set<FrameHooks>();
    const call = (hook: keyof FrameHooks) => {
        for (const listener of [...listeners]) {
            listener[hook]?.();
        }
    };
    world.draw({ before: () => call("before"), after: () => call("after") });
    const listen = (hooks: FrameHooks) => {
        listeners.add(hooks);
        return () => listeners.delete(hooks);
    };
    return {
        listen,
        pass: (count) =>
            new Promise((resolve) => {
                let left = count;
                const stop = listen({
                    before: () => {
                        if (--left <= 0) {
                            stop();
                            resolve();
                        }
                    },
                });
            }),
    };
}
