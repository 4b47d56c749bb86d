import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import { parseBooks, type Spending } from "../../plugin/generation/spending";
import type { Charge } from "./charges";
import { recordOf } from "./charges";
import { repeated } from "./checkPayment";
import type { FaultWorld } from "./faultWorld";

/**
 * The sums shown are the sums of the service's books. Every charge has its one entry: by its job, or, while no record
 * knows its job, one of the same request that is said to be uncertain. Charges of entries with a job are shown as the
 * books have them; an uncertain entry is shown at its quote. What does not fit, in words.
 */
export function checkBooks(world: FaultWorld, charges: readonly Charge[], stored: readonly unknown[]): string[] {
    const entries = parseBooks(stored);
    const own = charges.filter(({ isOwn }) => isOwn);
    const linked = own.flatMap((charge) => {
        const entry = entries.find(({ jobId }) => jobId === charge.jobId);
        return entry === undefined ? [] : [{ charge, entry }];
    });
    const orphans = own.filter(({ jobId }) => !linked.some(({ charge }) => charge.jobId === jobId));
    const uncertain = entries.filter(({ jobId, outcome }) => jobId === undefined && outcome === "unknown");
    return [
        ...repeated(entries.flatMap(({ jobId }) => jobId ?? [])).map((id) => `${id} stands twice in the books`),
        ...entries
            .filter(({ jobId }) => jobId !== undefined && !own.some((charge) => charge.jobId === jobId))
            .map(({ jobId }) => `${jobId} stands in the books and was never charged`),
        ...entries
            .filter(({ jobId, outcome }) => jobId === undefined && !["unknown", "none"].includes(outcome))
            .map(({ id, outcome }) => `${id} has no job and is ${outcome}`),
        ...linked.flatMap((link) => linkIssues(world, link)),
        ...orphanIssues(world, orphans, uncertain),
        ...sumIssues(world, {
            total: sum(linked.filter(({ entry }) => ["charged", "open"].includes(entry.outcome)).map(costOf)),
            refunded: sum(linked.filter(({ entry }) => entry.outcome === "refunded").map(costOf)),
            uncertain:
                sum(linked.filter(({ entry }) => entry.outcome === "unknown").map(costOf)) +
                sum(uncertain.map(({ quoted }) => quoted)),
        }),
    ];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

interface Link {
    charge: Charge;
    entry: Spending;
}

/** A job that costs nothing says so in the end only. Until then, or for ever when nobody reads it any more, it has its quote. */
const isUntold = ({ charge, entry }: Link) => charge.cost === 0 && entry.outcome === "open";
const costOf = (link: Link) => (isUntold(link) ? link.entry.quoted : link.charge.cost);

/** What a record has heard of the end of its job, the books say. */
function linkIssues(world: FaultWorld, link: Link): string[] {
    const { jobId, status, refunded } = link.charge;
    const { outcome } = link.entry;
    const record = recordOf(world, jobId);
    // Of a generation that the user gave up, the books know what its record last knew.
    const isHeard = (record ?? lastRecordOf(world, jobId))?.state.name === "failed";
    const end = status === "canceled" ? "unknown" : refunded ? "refunded" : "charged";
    const isAtRest = record === undefined || ["stopped", "interrupted"].includes(record.state.name);
    const expected = isUntold(link) && isAtRest ? "open" : isHeard && status !== "success" ? end : "charged";
    return outcome === expected ? [] : [`${jobId} is ${status} and stands in the books as ${outcome}, not ${expected}`];
}

function lastRecordOf({ journal }: FaultWorld, jobId: string): GenerationRecord | undefined {
    return journal.entries.findLast(({ before }) => before?.jobId === jobId)?.before;
}

/** No charge is without an entry: those without a job are enough for the charges without a record, request by request. */
function orphanIssues({ journal }: FaultWorld, orphans: readonly Charge[], uncertain: readonly Spending[]): string[] {
    const requestOf = (id: string) => journal.entries.find((entry) => entry.id === id)?.after?.request.input;
    const free = uncertain.map(({ id }) => JSON.stringify(requestOf(id)));
    return orphans.flatMap(({ jobId, body }) => {
        const index = free.indexOf(JSON.stringify(body));
        if (index < 0) {
            return [`${jobId} was charged, and no entry of the books can be it`];
        }
        free.splice(index, 1);
        return [];
    });
}

type Sums = Record<"total" | "refunded" | "uncertain", number>;

function sumIssues(world: FaultWorld, expected: Sums): string[] {
    return world.openTabs().flatMap((tab) => {
        const { spending } = tab.state();
        return (["total", "refunded", "uncertain"] as const)
            .filter(
                (name) => Math.abs((spending?.[name] ?? Number.NaN) - expected[name]) > 1e-6 || spending === undefined,
            )
            .map(
                (name) =>
                    `${tab.name} shows ${spending?.[name]} CU as ${name}; by the books it is ${expected[name]} CU`,
            );
    });
}
