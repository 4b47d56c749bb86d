import type { Job } from "../scenario/job";
import type { GenerationRecord } from "./generationRecord";
import { beginGeneration } from "./ledgerBegin";
import type { LedgerDatabase } from "./ledgerDatabase";
import { countSetAside, type LedgerPage, openRecords, type PageQuery, readPage, type SetAside } from "./ledgerRead";
import { type AppliedEvent, adoptJob, applyEvent, findKnownJobs, forgetRecord, writeLimits } from "./ledgerWrite";
import { type ModelBudget, parseBudget } from "./modelBudget";
import type { RecordEvent } from "./recordEvent";
import { fromRow, isRecord } from "./recordRow";
import { parseBooks, type SpendingSummary, sumSpending } from "./spending";
import { type LimitsChange, parseLimits, type SpendingLimits } from "./spendingLimits";
import type { TabChannel, TabMessage } from "./tabChannel";

export interface LedgerOptions {
    database: LedgerDatabase;
    channel: TabChannel;
    /** Whose records: see `Connection.account`. */
    account: string;
    /** The browser session that new records belong to. */
    session: string;
    /** ms since 1970. */
    now: () => number;
}

/**
 * The durable list of one account's generations. The truth about what was paid: every tab of the origin writes to it,
 * none owns it, and each change is one transaction of the database.
 *
 * Every call throws a `GenerationError` of kind `storage` when the browser's storage does not work.
 */
export interface Ledger {
    readonly account: string;
    readonly session: string;
    /**
     * Writes the intent to pay to the disk, before anything is sent. All or nothing, in one transaction over all tabs.
     * @throws GenerationError of kind `limit` when the same request is under way or unknown, the quote was used before,
     * or a limit would be passed, also one that `planned` CU more, to be paid right after it, would pass
     */
    begin(record: GenerationRecord, planned?: number): Promise<void>;
    /** Takes on a job that was paid for elsewhere; false when the job is known already. */
    adopt(record: GenerationRecord): Promise<boolean>;
    /** The record after the event, or as it is when the event does not apply; undefined when there is none to read. */
    apply(id: string, event: RecordEvent): Promise<GenerationRecord | undefined>;
    /** Gives a record without an answer the job it was found to be; false when another record has that job. */
    match(id: string, job: Job): Promise<boolean>;
    get(id: string): Promise<GenerationRecord | undefined>;
    /** Newest first. */
    page(query: PageQuery): Promise<LedgerPage>;
    /** Everything that is not at its end, newest first. */
    open(): Promise<GenerationRecord[]>;
    /** Which of these jobs have a record here, or had one. */
    knownJobs(jobIds: readonly string[]): Promise<ReadonlySet<string>>;
    /** Takes a record off the list unless it is under way. What it cost stays in the books. */
    forget(id: string): Promise<void>;
    setAside(): Promise<SetAside>;
    spending(): Promise<SpendingSummary>;
    limits(): Promise<SpendingLimits>;
    /** What is left out stays as it is, also when another tab has just changed it. */
    setLimits(change: LimitsChange): Promise<void>;
    /** What a model may cost in a scene, for all tabs. */
    budget(): Promise<ModelBudget>;
    setBudget(budget: ModelBudget): Promise<void>;
    /** @returns the function that ends the subscription */
    subscribe(listener: (message: TabMessage) => void): () => void;
}

export function createLedger({ database: { run }, channel, account, session, now }: LedgerOptions): Ledger {
    const tell = (id: string) => channel.post({ type: "records", ids: [id] });
    const applyAndTell = async (applied: Omit<AppliedEvent, "account" | "at">) => {
        const outcome = await run((connection) => applyEvent(connection, { account, at: now(), ...applied }));
        if (outcome.isChanged) {
            tell(applied.id);
        }
        return outcome;
    };
    return {
        account,
        session,
        begin: async (record, planned = 0) => {
            await run((connection) => beginGeneration(connection, record, now(), planned));
            tell(record.id);
        },
        adopt: async (record) => {
            const isNew = await run((connection) => adoptJob(connection, record));
            if (isNew) {
                tell(record.id);
            }
            return isNew;
        },
        apply: async (id, event) => (await applyAndTell({ id, event })).record,
        match: async (id, job) =>
            (await applyAndTell({ id, event: { type: "submitted", job }, onlyIfNewJob: job.jobId })).isChanged,
        get: (id) =>
            run(async (connection) => {
                const read = fromRow(await connection.get("records", id));
                return isRecord(read) && read.account === account ? read : undefined;
            }),
        page: (query) => run((connection) => readPage(connection, account, query)),
        open: () => run((connection) => openRecords(connection, account)),
        knownJobs: (jobIds) =>
            run((connection) => findKnownJobs(connection.transaction(["records", "spending"]), account, jobIds)),
        forget: async (id) => {
            await run((connection) => forgetRecord(connection, account, id));
            tell(id);
        },
        setAside: () => run((connection) => countSetAside(connection, account)),
        spending: () =>
            run(async (connection) => {
                const books = parseBooks(await connection.getAllFromIndex("spending", "byAccount", account));
                return sumSpending(books, session, now());
            }),
        limits: () => run(async (connection) => parseLimits(await connection.get("meta", "limits"))),
        setLimits: async (change) => {
            await run((connection) => writeLimits(connection, change));
            channel.post({ type: "limits" });
        },
        budget: () => run(async (connection) => parseBudget(await connection.get("meta", "budget"))),
        setBudget: async (budget) => {
            await run((connection) => connection.put("meta", budget, "budget"));
            channel.post({ type: "budget" });
        },
        subscribe: channel.subscribe,
    };
}
