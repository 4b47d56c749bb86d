import { z } from "zod";
import { GenerationError } from "../errors";

const optionalText = z.string().optional();

/** A `GenerationError` as it is stored: the words and what they mean, without causes. */
export const recordErrorSchema = z.object({
    message: z.string(),
    kind: z.enum(["input", "access", "limit", "network", "unknown", "job", "file", "scene", "storage"]),
    spending: z.enum(["none", "spent", "refunded", "unknown"]),
    advice: z.string(),
    status: z.number().optional(),
    reason: optionalText,
    traceId: optionalText,
    jobId: optionalText,
});

export type RecordError = z.infer<typeof recordErrorSchema>;

/** What of an error is worth keeping. */
export function toRecordError(error: GenerationError): RecordError {
    const { message, kind, spending, advice, status, reason, traceId, jobId } = error;
    return { message, kind, spending, advice, status, reason, traceId, jobId };
}

export function fromRecordError({ message, ...details }: RecordError): GenerationError {
    return new GenerationError(message, details);
}
