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
    // A job runs for less than a minute; after that the books say how each of them ended.
    await world.clock.pass(minute);
    for (let hours = 0; hours < 4; hours += 0.5) {
        await runUntil(world, () => findRestless(world).length === 0, 30 * minute);
        const charges = await readCharges(world);
        if (findRestless(world).every((record) => !canEnd(record, charges)) && !isSomethingMissed(world, charges)) {
            break;
        }
    }
    // What has ended stays as it is.
    await world.clock.pass(10 * minute);
    return readCharges(world);
}

function clearFaults({ emulator, trouble, network, room }: FaultWorld): void {
    emulator.control.clearFaults();
    trouble.clear();
    network.latency = 0;
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
export function isAwaited(world: FaultWorld, { id, target, error }: GenerationRecord): boolean {
    const scenes = world.openTabs().flatMap((tab) => tab.scenes);
    const isHere = scenes.some(({ uid, isDisposed }) => uid === target && !isDisposed);
    return isHere && error === undefined && !world.wishes.stopped.has(id);
}

function canEnd({ jobId, state }: GenerationRecord, charges: readonly Charge[]): boolean {
    const charge = charges.find((one) => one.jobId === jobId);
    return state.name !== "interrupted" || charge === undefined || charge.isThere || charge.status !== "success";
}

/** A charge that no record knows yet, and a record that may be looking for it. */
function isSomethingMissed(world: FaultWorld, charges: readonly Charge[]): boolean {
    const isLooking = [...world.journal.current.values()].some(({ state }) => state.name === "unknown");
    return isLooking && charges.some(({ jobId, isOwn }) => isOwn && recordOf(world, jobId) === undefined);
}
