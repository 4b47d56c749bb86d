import { isGenerationError } from "../../plugin/errors";
import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import { blocksTwin } from "../../plugin/generation/generationState";
import { createLedger } from "../../plugin/generation/ledger";
import { writeAll } from "../../plugin/generation/ledgerDatabase";
import { toRow } from "../../plugin/generation/recordRow";
import { spendingOf } from "../../plugin/generation/spending";
import type { ScenarioClient } from "../../plugin/scenario/scenarioClient";
import type { Breakage } from "./pageService";

/** Mistakes that must not go unnoticed: each is what somebody could write in good faith. */
export const breakages: Readonly<Record<string, Breakage>> = {
    "sends the paid call again when its answer is lost": {
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
    "writes the record only when the answer is there": {
        createLedger: (options) => {
            const ledger = createLedger(options);
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
        },
    },
    "takes one bad reading for the end of the job": {
        client: (client) => ({ ...client, waitForJob: (...call) => failAtTrouble(client, ...call) }),
    },
    "looks for the same request in one transaction and writes in another": {
        createLedger: (options) => {
            const ledger = createLedger(options);
            const isTwin = (record: GenerationRecord) => (other: GenerationRecord) =>
                other.requestKey === record.requestKey && blocksTwin(other.state);
            return {
                ...ledger,
                begin: async (record) => {
                    if ((await ledger.open()).some(isTwin(record))) {
                        throw new Error("Exactly this is paid for already.");
                    }
                    await options.database.run((connection) =>
                        writeAll(connection, async (transaction) => {
                            await transaction.objectStore("records").add(toRow(record));
                            await transaction.objectStore("spending").add(spendingOf(record));
                        }),
                    );
                    options.channel.post({ type: "records", ids: [record.id] });
                },
            };
        },
    },
    "gives the same right to several at a time": {
        locks: (locks) => ({
            ...locks,
            hold: (_name, signal, work) => Promise.resolve(signal?.throwIfAborted()).then(work),
        }),
    },
};

function failAtTrouble(client: ScenarioClient, ...[jobId, options]: Parameters<ScenarioClient["waitForJob"]>) {
    return new Promise<Awaited<ReturnType<ScenarioClient["waitForJob"]>>>((resolve, reject) => {
        client
            .waitForJob(jobId, { ...options, onTrouble: (error) => reject(error.withDetails({ kind: "job" })) })
            .then(resolve, reject);
    });
}
