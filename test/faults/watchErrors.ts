import { explainError } from "../../plugin/errors";

type Listener = (error: unknown) => void;

/** Collects, in words, what nobody handled while `work` ran, in place of whoever else listens to that. */
export async function watchErrors(work: () => Promise<void>): Promise<string[]> {
    const unhandled: string[] = [];
    const events = ["unhandledRejection", "uncaughtException"] as const;
    const note =
        (event: string): Listener =>
        (error) =>
            void unhandled.push(`${event}: ${wordsOf(error)}`);
    const before = events.map((event) => process.rawListeners(event) as Listener[]);
    for (const event of events) {
        process.removeAllListeners(event);
        process.on(event, note(event));
    }
    try {
        await work();
        // A rejection counts as unhandled at the end of a turn.
        await new Promise((resolve) => setImmediate(resolve));
    } finally {
        events.forEach((event, index) => {
            process.removeAllListeners(event);
            for (const listener of before[index] ?? []) {
                process.on(event, listener);
            }
        });
    }
    return unhandled;
}

function wordsOf(error: unknown): string {
    const stack = error instanceof Error ? error.stack?.split("\n").slice(1, 5).join(" ") : "";
    return `${explainError(error)} ${stack}`;
}
