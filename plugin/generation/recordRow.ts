import { z } from "zod";
import { GenerationError } from "../errors";
import { type GenerationRecord, readRecord, type Unreadable } from "./generationRecord";
import { blocksTwin, isDriven } from "./generationState";
import { openness } from "./ledgerKeys";

const rowSchema = z.looseObject({ id: z.string(), account: z.string(), record: z.unknown() });

/** A record as it lies in the database, beside the keys it is found by. */
export interface RecordRow {
    id: string;
    account: string;
    createdAt: number;
    requestKey: string;
    open: (typeof openness)[keyof typeof openness];
    /** Left out while there is none, since a missing key is what keeps a row out of an index. */
    jobId?: string;
    record: GenerationRecord;
}

/** @throws GenerationError of kind `storage` for a record that could not be read again, and so would be lost */
export function toRow(record: GenerationRecord): RecordRow {
    if (!isRecord(readRecord(record))) {
        throw new GenerationError("The list of generations cannot take this in.", {
            kind: "storage",
            spending: "none",
            advice: "Try again; if it stays, report it with these words.",
            jobId: record.jobId,
        });
    }
    const { id, account, createdAt, requestKey, state, jobId } = record;
    const open = isDriven(state) ? openness.driven : blocksTwin(state) ? openness.waiting : openness.closed;
    return { id, account, createdAt, requestKey, open, ...(jobId !== undefined && { jobId }), record };
}

/** The record in a row, or why it is left alone. */
export function fromRow(row: unknown): GenerationRecord | Unreadable {
    const { data } = rowSchema.safeParse(row);
    const read = data === undefined ? "corrupt" : readRecord(data.record);
    const isMixedUp = isRecord(read) && (read.id !== data?.id || read.account !== data.account);
    return isMixedUp ? "corrupt" : read;
}

/** True for a row in which nothing is left to do; also told of one whose record cannot be read. */
export function isAtRest(row: unknown): boolean {
    return rowSchema.safeParse(row).data?.open === openness.closed;
}

export function isRecord(read: GenerationRecord | Unreadable): read is GenerationRecord {
    return typeof read !== "string";
}
