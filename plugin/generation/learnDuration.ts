import type { GenerationRecord } from "./generationRecord";
import type { Ledger } from "./ledger";

// The latest ones say most about today's service.
const latest = 20;

/** ms that a job of this model usually takes, by the latest ones that were followed to their end; else undefined. */
export async function learnDuration(ledger: Ledger, modelId: string): Promise<number | undefined> {
    const { records } = await ledger.page({ count: latest });
    const durations = records
        .filter(({ request, origin }) => request.modelId === modelId && origin === "here")
        .flatMap((record) => durationOf(record) ?? [])
        .sort((left, right) => left - right);
    return durations[durations.length >> 1];
}

/** From submit to end, when nothing came between. */
function durationOf({ history }: GenerationRecord): number | undefined {
    const [intent, running, downloading] = history;
    return intent?.state === "intent" && running?.state === "running" && downloading?.state === "downloading"
        ? downloading.at - running.at
        : undefined;
}
