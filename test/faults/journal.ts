import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import { fromRow, isRecord } from "../../plugin/generation/recordRow";

/** One durable change of one record, as the disk saw it. */
export interface JournalEntry {
    /** The page that wrote it. */
    page: string;
    /** ms of the world's own time. */
    at: number;
    id: string;
    before: GenerationRecord | undefined;
    after: GenerationRecord | undefined;
}

/** A row that was put, or the id of one that was deleted. */
export type RowChange = { put: unknown } | { deleted: string };

/** Everything that was ever written to the list of generations, by all pages, in the order of the disk. */
export interface Journal {
    readonly entries: readonly JournalEntry[];
    /** What lies on the disk now. */
    readonly current: ReadonlyMap<string, GenerationRecord>;
    /** What was written and must never be, in words. */
    readonly issues: readonly string[];
    /** A record is about to be written: from now on its request can be told from the others. */
    announce(row: unknown): void;
    /** The record whose request is this very object. */
    idOf(request: object): string | undefined;
    /** The paid call for this request leaves. @returns what is called when it has ended, or nobody waits for it any more */
    beginCall(request: object): () => void;
    /** A transaction has come to its good end. */
    write(page: string, changes: readonly RowChange[]): void;
}

export function createJournal(now: () => number): Journal {
    const entries: JournalEntry[] = [];
    const current = new Map<string, GenerationRecord>();
    const issues: string[] = [];
    const underWay = new Set<string>();
    const ids = new WeakMap<object, string>();

    const write: Journal["write"] = (page, changes) => {
        for (const change of changes) {
            const after = "put" in change ? recordIn(change.put) : undefined;
            const id = after?.id ?? ("deleted" in change ? change.deleted : "");
            const before = current.get(id);
            entries.push({ page, at: now(), id, before, after });
            issues.push(...issuesOf(page, id, before, after));
            if (after === undefined) {
                current.delete(id);
            } else {
                current.set(id, after);
            }
        }
    };
    const issuesOf = (page: string, id: string, before?: GenerationRecord, after?: GenerationRecord): string[] => [
        ...(underWay.has(id) ? [`${page} wrote ${id} while its paid call was under way`] : []),
        ...(before !== undefined && after !== undefined && after.revision !== before.revision + 1
            ? [`${page} wrote revision ${after.revision} of ${id} after ${before.revision}`]
            : []),
        ...(before !== undefined && after?.state.name === "intent" ? [`${id} may be paid for again`] : []),
        ...(before === undefined && after?.state.name === "intent"
            ? twinsOf(after).map((twin) => `${id} began while ${twin.id} was ${twin.state.name}`)
            : []),
    ];
    const twinsOf = (record: GenerationRecord): GenerationRecord[] =>
        [...current.values()].filter(
            (other) => other.id !== record.id && other.requestKey === record.requestKey && isInTheWay(other),
        );

    return {
        entries,
        current,
        issues,
        announce: (row) => {
            const record = recordOf(row);
            if (record !== undefined) {
                ids.set(record.request, record.id);
            }
        },
        idOf: (request) => ids.get(request),
        beginCall: (request) => {
            const id = ids.get(request) ?? "";
            underWay.add(id);
            return () => underWay.delete(id);
        },
        write,
    };
}

/** The same request may be paid for again only when this one has ended, or the user said so. */
function isInTheWay({ state }: GenerationRecord): boolean {
    const isOver = state.name === "placed" || state.name === "failed" || (state.name === "unknown" && state.dismissed);
    return !isOver;
}

function recordIn(row: unknown): GenerationRecord | undefined {
    const record = fromRow(row);
    return isRecord(record) ? record : undefined;
}

/** The record in a row as it is, not a parsed copy. */
function recordOf(row: unknown): GenerationRecord | undefined {
    const isRow = typeof row === "object" && row !== null && "record" in row;
    // Checked by its parsed copy.
    return isRow && recordIn(row) !== undefined ? (row.record as GenerationRecord) : undefined;
}
