import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import { type Charge, readCharges, recordOf } from "./charges";
import type { Trial } from "./command";
import type { FaultWorld } from "./faultWorld";
import { runUntil } from "./takeStep";

const minute = 60_000;

/**
 * Everything that went wrong comes to its end, a tab stays open or is opened, and time passes without any user until
 * all has ended that can.
 */
export async function settle(world: FaultWorld, left: Trial["left"]): Promise<readonly Charge[]> {
    clearFaults(world);
    leaveTabs(world, left);
    for (let waits = 0; waits < mostWaits; waits++) {
        await runUntil(world, () => isQuiet(world), 30 * minute);
        // What has ended stays as it is.
        await world.clock.pass(10 * minute);
        // A list that was opened again in that time is read in real time.
        await runUntil(world, () => isShown(world), 30 * minute);
        const charges = await readCharges(world);
        if (!canGoOn(world, charges)) {
            return charges;
        }
    }
    return readCharges(world);
}

// With 40 minutes each, longer than anything waits for its next try.
const mostWaits = 12;

/** Nothing is under way, neither here nor on the line or at the service. */
export function isQuiet(world: FaultWorld): boolean {
    const isRunning = world.emulator.control.paidCalls().some(({ finishedAt }) => finishedAt === undefined);
    return !isRunning && world.held.size === 0 && findRestless(world).length === 0;
}

function isShown(world: FaultWorld): boolean {
    return world.openTabs().every((tab) => tab.state().ledger.status === "ready");
}

function canGoOn(world: FaultWorld, charges: readonly Charge[]): boolean {
    const canEnd = findRestless(world).some((record) => mayEnd(record, charges));
    return canEnd || world.held.size > 0 || isSomethingMissed(world, charges);
}

function clearFaults({ emulator, trouble, network, room }: FaultWorld): void {
    emulator.control.clearFaults();
    trouble.clear();
    network.latency = 0;
    network.stalls = 0;
    network.offlineUntil.clear();
    room.quota = undefined;
}

function leaveTabs(world: FaultWorld, left: Trial["left"]): void {
    const open = world.openTabs();
    for (const tab of left === "all" ? [] : open.slice(0, left === "last" ? -1 : undefined)) {
        tab.die();
    }
    if (world.openTabs().length === 0) {
        world.openTab();
    }
    for (const tab of world.openTabs()) {
        // Nobody looks any more; a price that is kept fresh would only cost time.
        tab.look(false);
    }
}

/** What has not come to its end and may do so by itself. */
export function findRestless(world: FaultWorld): GenerationRecord[] {
    return [...world.journal.current.values()].filter(
        (record) =>
            ["intent", "running", "downloading", "interrupted"].includes(record.state.name) ||
            (record.state.name === "available" && isAwaited(world, record)),
    );
}

/** The scene is here that a result was made for, and nothing was said against it. */
export function isAwaited(world: FaultWorld, { id, target, error, variant }: GenerationRecord): boolean {
    const scenes = world.openTabs().flatMap((tab) => tab.scenes);
    const isHere = scenes.some(({ uid, isDisposed }) => uid === target && !isDisposed);
    const isTaken = variant !== undefined && hasPlaced(world, variant.group);
    return isHere && !isTaken && error === undefined && !world.wishes.stopped.has(id);
}

/** One of the variants has been in their scene, so the others wait in the list. */
function hasPlaced({ journal }: FaultWorld, group: string): boolean {
    return journal.entries.some(({ after }) => after?.variant?.group === group && after.state.name === "placed");
}

function mayEnd({ jobId, state }: GenerationRecord, charges: readonly Charge[]): boolean {
    const charge = charges.find((one) => one.jobId === jobId);
    if (state.name !== "interrupted" || charge === undefined) {
        return true;
    }
    // A job that is gone from the service, or done without a model, is asked for again for ever.
    return charge.isThere || (charge.listedAt !== undefined && charge.status !== "success");
}

/** A charge that no record knows yet, and a record that may be looking for it. */
function isSomethingMissed(world: FaultWorld, charges: readonly Charge[]): boolean {
    const isLooking = [...world.journal.current.values()].some(({ state }) => state.name === "unknown");
    return isLooking && charges.some(({ jobId, isOwn }) => isOwn && recordOf(world, jobId) === undefined);
}
