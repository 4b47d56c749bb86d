import type { SourceImage } from "../image/sourceImage";
import type { Job } from "../scenario/job";
import { type DriveContext, generationLock } from "./driveContext";
import { roomForResult } from "./fileStore";
import type { GenerationRecord } from "./generationRecord";
import { toRecordError } from "./recordError";
import type { RecordEvent } from "./recordEvent";
import { limitError } from "./spendingLimits";
import { toGenerationError } from "./toGenerationError";

export type GenerationIntent = Pick<
    GenerationRecord,
    "id" | "name" | "request" | "requestKey" | "placement" | "target" | "quote" | "variant"
> & {
    image: SourceImage;
    /** CU that are to be paid right after it, which the limits have to allow as well. */
    planned?: number;
    /** ms since 1970, when the quote is no longer good. */
    quoteExpiresAt: number;
};

/**
 * The only way to spend money: keeps the picture, writes the intent to the disk, then sends the paid call once, while
 * this tab alone has the right to the generation. Whatever the answer is, the record says it; without one it is unknown.
 *
 * @throws GenerationError before anything is sent, when storage, limits or a request under way forbid it. After that it
 * throws nothing.
 * @returns what became of the paid call, as the record was told
 */
export async function submitGeneration(context: DriveContext, intent: GenerationIntent): Promise<RecordEvent> {
    const { ledger, files, client, locks } = context;
    const { image, quoteExpiresAt, planned, ...rest } = intent;
    return locks.hold(generationLock(intent.id), undefined, async () => {
        await files.reserve(roomForResult + image.bytes.byteLength);
        await files.put(image.contentHash, new Uint8Array(image.bytes), { refetchable: false });
        // Storage can take its time, and the computer can sleep meanwhile.
        if (context.now() >= quoteExpiresAt) {
            throw limitError("This price is out of date.", "Ask for the price again.");
        }
        await ledger.begin(newRecord(context, rest, image), planned);
        const event = await send(client, intent);
        await write(context, intent.id, event);
        return event;
    });
}

/** What is done about a lost answer, and what it means for the user. */
export const beingLookedFor =
    "The service's job list is being searched for it, and its model then comes here by itself. Until then the same request is blocked.";

async function send(client: DriveContext["client"], { request }: GenerationIntent): Promise<RecordEvent> {
    try {
        const job: Job = await client.submit(request);
        return { type: "submitted", job };
    } catch (error) {
        const failure = toGenerationError(error, "unknown");
        return failure.spending === "none"
            ? { type: "refused", error: toRecordError(failure) }
            : { type: "answerLost", error: toRecordError(failure.withDetails({ advice: beingLookedFor })) };
    }
}

/** When storage fails just now, the record stays an intent, which is found by the service's job list later. */
async function write({ ledger, delay }: DriveContext, id: string, event: RecordEvent): Promise<void> {
    for (let tries = 1; tries <= 4; tries++) {
        try {
            await ledger.apply(id, event);
            return;
        } catch {
            await delay(500 * tries);
        }
    }
}

function newRecord(
    { ledger, client, now }: DriveContext,
    rest: Omit<GenerationIntent, "image" | "quoteExpiresAt" | "planned">,
    { contentHash: hash, name, mediaType, width, height, bytes }: SourceImage,
): GenerationRecord {
    const at = now();
    return {
        ...rest,
        version: 1,
        revision: 0,
        account: ledger.account,
        session: ledger.session,
        origin: "here",
        createdAt: at,
        updatedAt: at,
        intentAt: client.serviceNow(),
        picture: { hash, name, mediaType, width, height, size: bytes.byteLength },
        assetIds: [],
        history: [{ state: "intent", at }],
        state: { name: "intent" },
    };
}
