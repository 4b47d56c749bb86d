import { readInputs } from "../../sandbox/emulator/generateInputs";
import { priceOf } from "../../sandbox/emulator/prices";
import type { Charge } from "./charges";
import type { FaultWorld } from "./faultWorld";

/** Nothing is paid twice, or without a record on the disk, or at another price than the one on the button. In words. */
export function checkPayment(world: FaultWorld, charges: readonly Charge[]): string[] {
    const calls = world.requests.filter(({ intent }) => intent !== undefined);
    const sent = calls.map(({ intent }) => intent?.id ?? "");
    const arrived = world.emulator.control
        .requests()
        .filter(
            ({ method, path, query, headers }) => method === "POST" && isPaid(path, query) && !headers["x-elsewhere"],
        )
        .map(({ headers }) => headers["x-intent"] ?? "");
    const own = charges.filter(({ isOwn }) => isOwn);
    return [
        ...repeated(sent).map((id) => `The paid call of ${id} was sent more than once`),
        ...repeated(arrived).map((id) => `The paid call of ${id} reached the service more than once`),
        ...calls.flatMap(({ intent }) =>
            intent?.isOnDisk === true ? [] : [`A paid call left with nothing on the disk about it (${intent?.id})`],
        ),
        ...(own.length > arrived.length ? [`${own.length} charges for ${arrived.length} paid calls`] : []),
        ...world.journal.issues,
        ...checkBegun(world),
    ];
}

function isPaid(path: string, query: string): boolean {
    return path.includes("/generate/") && !new URLSearchParams(query).has("dryRun");
}

function checkBegun({ journal, tabs }: FaultWorld): string[] {
    const begun = journal.entries.flatMap(({ before, after, page }) =>
        before === undefined && after?.quote !== undefined ? [{ ...after, page, quote: after.quote }] : [],
    );
    const presses = tabs.reduce((sum, tab) => sum + tab.presses, 0);
    const { length } = begun;
    return [
        ...(length > presses ? [`${length} generations for ${presses} presses`] : []),
        ...repeated(begun.map(({ quote }) => quote.id)).map((id) => `The price ${id} was used more than once`),
        ...begun.flatMap(({ id, quote, request }) => {
            const price = priceOf(readInputs(request.input));
            return price === quote.cost ? [] : [`${id} was quoted ${quote.cost} CU and costs ${price} CU`];
        }),
    ];
}

export function repeated(values: readonly string[]): string[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
