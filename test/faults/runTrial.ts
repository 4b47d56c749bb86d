import type { Charge } from "./charges";
import { checkBooks } from "./checkBooks";
import { checkOutcomes } from "./checkOutcomes";
import { checkPayment } from "./checkPayment";
import { checkPlaced, checkScenes } from "./checkScenes";
import { checkSecrets } from "./checkSecrets";
import type { Trial } from "./command";
import { type FaultWorld, openFaultWorld } from "./faultWorld";
import type { Breakage } from "./pageService";
import { givePicture } from "./picks";
import { readDisk } from "./readDisk";
import { recover } from "./recover";
import { settle } from "./settle";
import type { SharedEmulator } from "./sharedEmulator";
import { takeStep } from "./takeStep";
import { watchErrors } from "./watchErrors";

/** Runs it from a new browser to its end. @returns what must not be, in words; nothing when all is well */
export async function runTrial(shared: SharedEmulator, trial: Trial, breakage: Breakage = {}): Promise<string[]> {
    const issues: string[] = [];
    const world = await openFaultWorld(shared, breakage);
    const unhandled = await watchErrors(async () => {
        world.emulator.control.schedule(trial.plans);
        for (const pace of trial.tabs) {
            givePicture(world.openTab(pace), 0);
        }
        for (const step of trial.steps) {
            await takeStep(world, step);
        }
        const charges = await settle(world, trial.left);
        issues.push(...(await check(world, charges)));
        issues.push(...(await recover(world)), ...checkScenes(world));
        world.close();
    });
    return [...issues, ...unhandled];
}

async function check(world: FaultWorld, charges: readonly Charge[]): Promise<string[]> {
    const disk = await readDisk();
    return [
        ...checkPayment(world, charges),
        ...checkOutcomes(world, charges),
        ...checkBooks(world, charges, disk.spending ?? []),
        ...checkScenes(world),
        ...checkPlaced(world),
        ...checkSecrets(world, disk),
    ];
}
