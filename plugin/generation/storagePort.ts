/** What the browser says about the room of this origin. */
export interface StoragePort {
    /** Bytes. */
    estimate(): Promise<{ quota: number | undefined; used: number | undefined }>;
    persist(): Promise<boolean>;
    persisted(): Promise<boolean>;
}

/** The browser's own; where it has none, nothing is known and nothing is promised. */
export function browserStorage(): StoragePort {
    const manager = typeof navigator === "undefined" ? undefined : navigator.storage;
    const ask = async <Value>(question: (() => Promise<Value>) | undefined, otherwise: Value): Promise<Value> => {
        try {
            return (await question?.()) ?? otherwise;
        } catch {
            return otherwise;
        }
    };
    return {
        estimate: async () => {
            const { quota, usage } = await ask(manager && (() => manager.estimate()), {});
            return { quota, used: usage };
        },
        persist: () => ask(manager && (() => manager.persist()), false),
        persisted: () => ask(manager && (() => manager.persisted()), false),
    };
}
