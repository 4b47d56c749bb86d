import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import type { Charge } from "./charges";
import { recordOf } from "./charges";
import type { FaultWorld } from "./faultWorld";
import { isAwaited } from "./settle";

/** Every charge ends as something that the list shows and that says what to do. What does not, in words. */
export function checkOutcomes(world: FaultWorld, charges: readonly Charge[]): string[] {
    const records = [...world.journal.current.values()];
    return [
        ...charges.flatMap((charge) => {
            const record = recordOf(world, charge.jobId);
            return record === undefined ? [] : told(record, charge, outcomeIssue(world, record, charge));
        }),
        ...records.flatMap((record) => (record.jobId === undefined ? told(record, undefined, withoutJob(record)) : [])),
        ...records.flatMap((record) => told(record, undefined, adviceIssue(record))),
        ...charges.flatMap((charge) =>
            isOverlooked(world, records, charge) ? [`${charge.jobId} is not found again`] : [],
        ),
        ...checkGone(world),
        ...world.openTabs().flatMap((tab) => checkList(tab.name, tab.state().generations, records)),
    ];
}

function told(record: GenerationRecord, charge: Charge | undefined, issue: string | undefined): string[] {
    const { id, state, error, history } = record;
    const way = history.map(({ state: name }) => name).join(" → ");
    return issue === undefined
        ? []
        : [`${id} is ${state.name} (${way}; ${error?.message ?? "no error"}) with job ${charge?.status}: ${issue}`];
}

function outcomeIssue(world: FaultWorld, record: GenerationRecord, charge: Charge): string | undefined {
    const { state } = record;
    switch (state.name) {
        case "placed":
        case "available":
            if (charge.status !== "success") {
                return "there is no such model";
            }
            return state.name === "available" && isAwaited(world, record) ? "its scene waits for it" : undefined;
        case "stopped":
            return world.wishes.stopped.has(record.id) ? undefined : "nobody stopped it";
        case "failed":
            return charge.status === "success" ? "a paid result is given up" : undefined;
        case "interrupted":
            return charge.isThere ? "the service has it" : undefined;
        default:
            return "it is stuck";
    }
}

function withoutJob({ state }: GenerationRecord): string | undefined {
    return ["unknown", "failed"].includes(state.name) ? undefined : "it has no job";
}

function adviceIssue({ state, error }: GenerationRecord): string | undefined {
    const needsError = ["unknown", "failed", "interrupted"].includes(state.name);
    return needsError && !error?.advice ? "it does not say what to do" : undefined;
}

/**
 * A job that no record has, nor had before it was forgotten, although one looks for just this and the service lists it,
 * at about the right time.
 */
function isOverlooked(
    { journal }: FaultWorld,
    records: readonly GenerationRecord[],
    { isOwn, jobId, body, listedAt }: Charge,
): boolean {
    const isKnown = journal.entries.some(({ after }) => after?.jobId === jobId);
    return (
        isOwn &&
        !isKnown &&
        listedAt !== undefined &&
        records.some(
            ({ state, request, intentAt }) =>
                state.name === "unknown" &&
                !state.dismissed &&
                JSON.stringify(request.input) === JSON.stringify(body) &&
                listedAt > intentAt - 2 * minute &&
                listedAt < intentAt + 10 * minute,
        )
    );
}

const minute = 60_000;

/** Only what the user forgot is off the list. */
function checkGone({ journal, wishes }: FaultWorld): string[] {
    return journal.entries.flatMap(({ id, before, after }) =>
        before !== undefined && after === undefined && !wishes.forgotten.has(id) ? [`${id} is gone from the disk`] : [],
    );
}

/** What a tab shows is what lies on the disk. */
function checkList(tab: string, shown: readonly GenerationRecord[], records: readonly GenerationRecord[]): string[] {
    const key = ({ id, revision, state }: GenerationRecord) => `${id} ${state.name} (revision ${revision})`;
    const [onScreen, onDisk] = [new Set(shown.map(key)), new Set(records.map(key))];
    return [
        ...[...onDisk].filter((one) => !onScreen.has(one)).map((one) => `${tab} does not show ${one}`),
        ...[...onScreen].filter((one) => !onDisk.has(one)).map((one) => `${tab} shows ${one}, which is not so`),
    ];
}
