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
    const unhandled = await watchErrors(async () => {
        const world = await openFaultWorld(shared, breakage);
        try {
            issues.push(...(await playTrial(world, trial)));
        } finally {
            world.close();
        }
    });
    return [...issues, ...unhandled];
}

async function playTrial(world: FaultWorld, trial: Trial): Promise<string[]> {
    world.emulator.control.schedule(trial.plans);
    world.network.latency = trial.latency;
    for (const pace of trial.tabs) {
        givePicture(world.openTab(pace), 0);
    }
    for (const step of trial.steps) {
        await takeStep(world, step);
    }
    const issues = await check(world, await settle(world, trial.left));
    return [...issues, ...(await recover(world)), ...checkScenes(world)];
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
