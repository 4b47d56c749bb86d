import { GenerationError } from "../errors";
import type { DriveContext } from "../generation/driveContext";
import { fromRecordError } from "../generation/recordError";
import type { RecordEvent } from "../generation/recordEvent";
import { formatCost } from "../generation/spendingLimits";
import { type GenerationIntent, submitGeneration } from "../generation/submitGeneration";
import { toGenerationError } from "../generation/toGenerationError";

export interface Submission {
    /** How many have a record: their paid calls were sent. */
    begun: number;
    /** Why not all were asked for, and what was. Undefined when all were, and after an abort: the records say the rest. */
    error: GenerationError | undefined;
}

/**
 * Sends the paid calls of one press, one after the other, each once. The limits have to allow all of them before the
 * first is sent. After one that was refused, lost or dearer than its price no other is sent, nor when `signal` aborts.
 */
export async function submitIntents(
    context: DriveContext,
    intents: readonly GenerationIntent[],
    signal: AbortSignal,
): Promise<Submission> {
    const events: RecordEvent[] = [];
    for (const [index, intent] of intents.entries()) {
        if (signal.aborted) {
            break;
        }
        try {
            events.push(await submitGeneration(context, { ...intent, planned: costOf(intents.slice(index + 1)) }));
        } catch (error) {
            return { begun: events.length, error: summarise(intents, events, toGenerationError(error, "none")) };
        }
        const trouble = troubleOf(events.at(-1), intent);
        if (trouble !== undefined && index < intents.length - 1) {
            return { begun: events.length, error: summarise(intents, events, trouble) };
        }
    }
    return { begun: events.length, error: undefined };
}

/** What speaks against paying for more of the same. */
function troubleOf(event: RecordEvent | undefined, { quote }: GenerationIntent): GenerationError | undefined {
    switch (event?.type) {
        case "refused":
        case "answerLost":
            return fromRecordError(event.error);
        case "submitted": {
            const [quoted = 0, charged = 0] = [quote?.cost, event.job.cost];
            return charged > quoted ? dearer(quoted, charged) : undefined;
        }
        default:
            return undefined;
    }
}

function dearer(quoted: number, charged: number): GenerationError {
    const message = `The price was ${formatCost(quoted)}, and ${formatCost(charged)} were charged.`;
    return new GenerationError(message, { kind: "limit", spending: "spent", advice: "Look at the price again." });
}

/** Says how many were asked for and what for, before what stopped it. */
function summarise(
    intents: readonly GenerationIntent[],
    events: readonly RecordEvent[],
    error: GenerationError,
): GenerationError {
    if (intents.length === 1) {
        return error;
    }
    const taken = intents.filter((_, index) => events[index]?.type === "submitted");
    const isLost = events.some(({ type }) => type === "answerLost");
    const asked =
        taken.length === 0
            ? `None of ${intents.length} variants was taken on.`
            : `Only ${taken.length} of ${intents.length} variants could be asked for, at ${formatCost(chargeOf(taken, events))}.`;
    const unsent = intents.length - events.length;
    const rest = isLost
        ? ` Of one the answer is missing, and ${unsent} ${unsent === 1 ? "was" : "were"} not sent.`
        : "";
    const spending = isLost ? "unknown" : taken.length > 0 ? "spent" : "none";
    return error.withDetails({ message: `${asked}${rest} ${error.message}`, spending });
}

function chargeOf(taken: readonly GenerationIntent[], events: readonly RecordEvent[]): number {
    const charges = taken.map(({ quote }, index) => {
        const event = events[index];
        return (event?.type === "submitted" ? event.job.cost : undefined) || (quote?.cost ?? 0);
    });
    return charges.reduce((sum, charge) => sum + charge, 0);
}

function costOf(intents: readonly GenerationIntent[]): number {
    return intents.reduce((sum, { quote }) => sum + (quote?.cost ?? 0), 0);
}
