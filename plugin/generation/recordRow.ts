import { z } from "zod";
import { type GenerationRecord, readRecord, type Unreadable } from "./generationRecord";
import { blocksTwin, isDriven } from "./generationState";

const rowSchema = z.looseObject({ id: z.string(), record: z.unknown() });

/** A record as it lies in the database, beside the keys it is found by. */
export interface RecordRow {
    id: string;
    account: string;
    createdAt: number;
    requestKey: string;
    /** 1 while something is left to do or to place. */
    open: 0 | 1;
    /** Left out while there is none, since a missing key is what keeps a row out of an index. */
    jobId?: string;
    record: GenerationRecord;
}

export function toRow(record: GenerationRecord): RecordRow {
    const { id, account, createdAt, requestKey, state, jobId } = record;
    const open = blocksTwin(state) || isDriven(state) ? 1 : 0;
    return { id, account, createdAt, requestKey, open, ...(jobId !== undefined && { jobId }), record };
}

/** The record in a row, or why it is left alone. */
export function fromRow(row: unknown): GenerationRecord | Unreadable {
    const parsed = rowSchema.safeParse(row);
    return parsed.success ? readRecord(parsed.data.record) : "corrupt";
}

export function isRecord(read: GenerationRecord | Unreadable): read is GenerationRecord {
    return typeof read !== "string";
}
