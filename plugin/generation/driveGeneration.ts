import { isGenerationError } from "../errors";
import { downloadGeneration } from "./downloadGeneration";
import type { DriveContext } from "./driveContext";
import { followJob } from "./followJob";
import type { GenerationRecord } from "./generationRecord";
import { reconcileGeneration } from "./reconcileGeneration";
import { toRecordError } from "./recordError";
import { beingLookedFor } from "./submitGeneration";
import { toGenerationError } from "./toGenerationError";

// ms. A dismissed generation is still looked for a while: if it was charged after all, its result must not be lost.
const dismissedWatch = 60 * 60_000;

/** Does the next thing for a generation, and writes what came of it. Free, whatever it is. */
export async function driveGeneration(
    context: DriveContext,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<void> {
    const { state, id } = record;
    switch (state.name) {
        case "intent":
            // Whoever wrote it would still hold the right to work on it, so its tab is gone.
            await context.ledger.apply(id, { type: "answerLost", error: lostTab });
            return;
        case "unknown":
            return findJob(context, record, signal);
        case "running":
            return followJob(context, record, signal);
        case "downloading":
            return downloadGeneration(context, record, signal);
        case "interrupted":
            return waitForRetry(context, record, signal);
        case "stopped":
        case "available":
        case "placed":
        case "failed":
            return;
        default:
            return state satisfies never;
    }
}

const lostTab = {
    message: "The page was closed before the service answered the paid call.",
    kind: "unknown",
    spending: "unknown",
    advice: beingLookedFor,
} as const;

/** Looks for the job again and again, ever more rarely: it may appear late, when the call was held up on its way. */
async function findJob(context: DriveContext, record: GenerationRecord, signal: AbortSignal): Promise<void> {
    let current = record;
    for (let tries = 0; isWorthLooking(context, current); tries++) {
        if (await lookOnce(context, current, signal)) {
            return;
        }
        await context.delay(Math.min(5 * 60_000, 5000 * 2 ** tries), signal);
        // It may have been dismissed meanwhile.
        current = (await context.ledger.get(record.id)) ?? current;
    }
    await untilAborted(signal);
}

function isWorthLooking({ now }: DriveContext, { state, createdAt }: GenerationRecord): boolean {
    return state.name === "unknown" && (!state.dismissed || now() - createdAt < dismissedWatch);
}

async function lookOnce(context: DriveContext, record: GenerationRecord, signal: AbortSignal): Promise<boolean> {
    try {
        const isFound = await reconcileGeneration(context.ledger, context.client, record, signal);
        // Trouble that was told before is over.
        context.showLive(record.id, { stage: "job", progress: 0 });
        return isFound;
    } catch (error) {
        signal.throwIfAborted();
        if (isGenerationError(error) && error.kind === "storage") {
            throw error;
        }
        const trouble = toRecordError(toGenerationError(error, "unknown"));
        context.showLive(record.id, { stage: "job", progress: 0, trouble });
        return false;
    }
}

async function waitForRetry(
    { ledger, now, delay }: DriveContext,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<void> {
    const retryAt = record.state.name === "interrupted" ? record.state.retryAt : undefined;
    if (retryAt === undefined) {
        return untilAborted(signal);
    }
    // No longer than was meant: the clock may have been set back.
    await delay(Math.min(retryAt - record.updatedAt, Math.max(0, retryAt - now())), signal);
    await ledger.apply(record.id, { type: "resumed" });
}

/** Nothing is left to do but to wait for somebody to change the record. */
function untilAborted(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
        signal.throwIfAborted();
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
}
