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

export const stats: Record<string, number> = {};
export const total = { ms: 0, n: 0 };
/** Runs it from a new browser to its end. @returns what must not be, in words; nothing when all is well */
export async function runTrial(shared: SharedEmulator, trial: Trial, breakage: Breakage = {}): Promise<string[]> {
    const issues: string[] = [];
    const c0 = process.cpuUsage();
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
        const bump = (key: string, by = 1) => {
            stats[key] = (stats[key] ?? 0) + by;
        };
        bump(`charges ${charges.length}`);
        for (const r of world.journal.current.values()) bump(`end ${r.state.name} ${r.origin}`);
        for (const c of charges) bump(`job ${c.status}${c.isOwn ? "" : " elsewhere"}`);
        for (const e of world.journal.entries) bump(`${e.before?.state.name ?? ""} > ${e.after?.state.name ?? ""}`);
        bump(
            "own without record",
            charges.filter((c) => c.isOwn && ![...world.journal.current.values()].some((r) => r.jobId === c.jobId))
                .length,
        );
        world.close();
    });
    const cpu = process.cpuUsage(c0);
    const ms = (cpu.user + cpu.system) / 1000;
    total.ms += ms;
    total.n += 1;
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
