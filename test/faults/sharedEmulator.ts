import { type Emulator, startEmulator } from "../../sandbox/emulator/emulator";
import { makeTinyModel } from "../unit/emulator/tinyModelFile";
import { createVirtualClock, type VirtualClock } from "../unit/support/virtualClock";

/** One emulator for all runs: starting one costs more than a run. */
export interface SharedEmulator {
    emulator: Emulator;
    /** Numbers of the requests whose answer is held back until some time has passed. */
    held: ReadonlySet<string>;
    /** Forgets everything and goes by this clock from now on. */
    begin(clock: VirtualClock): Promise<void>;
}

export async function startSharedEmulator(): Promise<SharedEmulator> {
    let clock = createVirtualClock();
    const held = new Set<string>();
    const emulator = await startEmulator({
        now: () => clock.now(),
        createModelFile: makeTinyModel,
        delay: async (ms, signal, request) => {
            const number = request.headers.get("x-request") ?? "";
            held.add(number);
            await clock.delay(ms, signal).finally(() => held.delete(number));
        },
    });
    return {
        emulator,
        held,
        begin: async (next) => {
            await emulator.control.reset();
            held.clear();
            clock = next;
            clock.standStillWhile(watchWork(emulator));
        },
    };
}

/** True while files of submitted jobs are being made, which takes real time. */
function watchWork({ control }: Emulator): () => boolean {
    let seen: Promise<void> | undefined;
    let isMaking = false;
    return () => {
        const work = control.filesMade();
        if (work !== seen) {
            seen = work;
            isMaking = true;
            void work.then(() => {
                isMaking = work !== seen && isMaking;
            });
        }
        return isMaking;
    };
}
