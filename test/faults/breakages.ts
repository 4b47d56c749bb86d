import { isGenerationError } from "../../plugin/errors";
import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import { blocksTwin } from "../../plugin/generation/generationState";
import { createLedger, type Ledger, type LedgerOptions } from "../../plugin/generation/ledger";
import { writeAll } from "../../plugin/generation/ledgerDatabase";
import { toRow } from "../../plugin/generation/recordRow";
import { spendingOf } from "../../plugin/generation/spending";
import type { ScenarioClient } from "../../plugin/scenario/scenarioClient";
import type { Breakage } from "./pageService";

/** A mistake, as somebody could make it in good faith, and how it shows. */
export interface KnownBreakage {
    mistake: string;
    breakage: Breakage;
    shows: RegExp;
}

export const breakages: readonly KnownBreakage[] = [
    {
        mistake: "sends the paid call again when its answer is lost",
        breakage: {
            client: (client) => ({
                ...client,
                submit: (request, options) =>
                    client.submit(request, options).catch((error: unknown) => {
                        if (isGenerationError(error) && error.spending === "unknown") {
                            return client.submit(request, options);
                        }
                        throw error;
                    }),
            }),
        },
        shows: /The paid call of \w+ was sent more than once/,
    },
    {
        mistake: "writes the record only when the answer is there",
        breakage: { createLedger: (options) => beginLate(createLedger(options)) },
        shows: /A paid call left with nothing on the disk about it/,
    },
    {
        mistake: "takes one bad reading for the end of the job",
        breakage: { client: (client) => ({ ...client, waitForJob: (...call) => failAtTrouble(client, ...call) }) },
        shows: /a paid result is given up/,
    },
    {
        mistake: "looks for the same request in one transaction and writes in another",
        breakage: { createLedger: beginInTwo },
        shows: /\w+ began while \w+ was \w+/,
    },
    {
        mistake: "gives the same right to several at a time",
        breakage: {
            locks: (locks) => ({
                ...locks,
                hold: (_, signal, work) => Promise.resolve(signal?.throwIfAborted()).then(work),
            }),
        },
        shows: /\w+ wrote \w+ while its paid call was under way/,
    },
];

function beginLate(ledger: Ledger): Ledger {
    const begun = new Map<string, GenerationRecord>();
    return {
        ...ledger,
        begin: async (record) => void begun.set(record.id, record),
        apply: async (id, event) => {
            const record = begun.get(id);
            begun.delete(id);
            await (record && ledger.begin(record));
            return ledger.apply(id, event);
        },
    };
}

function beginInTwo(options: LedgerOptions): Ledger {
    const ledger = createLedger(options);
    const write = (record: GenerationRecord) =>
        options.database.run((connection) =>
            writeAll(connection, async (transaction) => {
                await transaction.objectStore("records").add(toRow(record));
                await transaction.objectStore("spending").add(spendingOf(record));
            }),
        );
    return {
        ...ledger,
        begin: async (record) => {
            const isTwin = (other: GenerationRecord) =>
                other.requestKey === record.requestKey && blocksTwin(other.state);
            if ((await ledger.open()).some(isTwin)) {
                throw new Error("Exactly this is paid for already.");
            }
            await write(record);
            options.channel.post({ type: "records", ids: [record.id] });
        },
    };
}

function failAtTrouble(client: ScenarioClient, ...[jobId, options]: Parameters<ScenarioClient["waitForJob"]>) {
    return new Promise<Awaited<ReturnType<ScenarioClient["waitForJob"]>>>((resolve, reject) => {
        client
            .waitForJob(jobId, { ...options, onTrouble: (error) => reject(error.withDetails({ kind: "job" })) })
            .then(resolve, reject);
    });
}
