import { type Charge, readCharges, recordOf } from "./charges";
import type { FaultWorld } from "./faultWorld";
import { isQuiet } from "./settle";
import { runUntil } from "./takeStep";

const minute = 60_000;

/**
 * A user takes up what waits for one: goes on with what was stopped and places what is available.
 * @returns the charges whose model could not be had in this way although the service has it, in words
 */
export async function recover(world: FaultWorld): Promise<string[]> {
    const [tab] = world.openTabs();
    const records = [...world.journal.current.values()];
    const stopped = records.filter(({ state }) => state.name === "stopped");
    if (tab === undefined || !records.some(({ state }) => ["stopped", "available"].includes(state.name))) {
        return [];
    }
    const scene = tab.addScene();
    for (const { id } of stopped) {
        void tab.service.resume(id);
    }
    await runUntil(world, () => isQuiet(world), 30 * minute);
    for (const { id, state } of [...world.journal.current.values()]) {
        if (state.name === "available") {
            world.wishes.places.push({ scene: scene.uid, id });
            void tab.service.place(id, scene);
        }
    }
    await runUntil(world, () => isQuiet(world), 30 * minute);
    return (await readCharges(world)).flatMap((charge) => describeLoss(world, charge));
}

function describeLoss(world: FaultWorld, { jobId, isThere }: Charge): string[] {
    const record = recordOf(world, jobId);
    return isThere && record !== undefined && record.state.name !== "placed"
        ? [`${record.id} cannot be had: it stays ${record.state.name} (${record.error?.message ?? "no error"})`]
        : [];
}
