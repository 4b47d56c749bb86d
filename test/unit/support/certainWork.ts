import type { VirtualClock } from "./virtualClock";

export interface CertainWork {
    /** Counts work that surely ends by itself, so that time stands still for it, however busy the machine is. */
    count<Value>(work: Promise<Value>): Promise<Value>;
    dispose(): void;
}

/** Among it is all hashing by the browser, which runs on other threads, where nobody else sees it. */
export function countCertainWork(clock: VirtualClock): CertainWork {
    let open = 0;
    clock.standStillWhile(() => open > 0);
    const count: CertainWork["count"] = async (work) => {
        open += 1;
        try {
            return await work;
        } finally {
            open -= 1;
        }
    };
    const { subtle } = crypto;
    const digest = subtle.digest.bind(subtle);
    subtle.digest = (...input) => count(digest(...input));
    return { count, dispose: () => void Reflect.deleteProperty(subtle, "digest") };
}
