import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Emulator } from "../../sandbox/emulator/emulator";
import { countCertainWork } from "../unit/support/certainWork";
import { createSharedLocks, type SharedLocks } from "../unit/support/sharedLocks";
import { createVirtualClock } from "../unit/support/virtualClock";
import { type FaultTab, openFaultTab } from "./faultTab";
import { createJournal } from "./journal";
import type { NetworkSurroundings } from "./pageNetwork";
import type { Breakage } from "./pageService";
import { createPoints } from "./points";
import type { SharedEmulator } from "./sharedEmulator";
import { createStorageTrouble, type StorageTrouble } from "./storageTrouble";

/** What the pages of one browser have around them. */
export interface Surroundings extends NetworkSurroundings {
    emulator: Emulator;
    locks: SharedLocks;
    trouble: StorageTrouble;
    /** What the browser says about its room, in bytes. */
    room: { quota: number | undefined; used: number | undefined };
    /** The computer's clock, which may be set: ms since 1970. */
    now: () => number;
    channelName: string;
    /** What the tabs told each other. */
    messages: string[];
}

/** A browser with its pages and its storage, and the service it talks to, in virtual time. */
export interface FaultWorld extends Surroundings {
    /** ms by which the computer's clock is ahead of the world's. */
    clockOffset: number;
    /** All pages that ever were. */
    readonly tabs: readonly FaultTab[];
    /** Those that are open, the one where something is happening first. */
    openTabs(): readonly FaultTab[];
    /** `pace`: how long its uses of the storage wait, see `Trial`. */
    openTab(pace?: readonly number[]): FaultTab;
    /** Where something is happening, by name. */
    acting: string | undefined;
    /** What users asked for, for the checks. */
    wishes: Wishes;
    close(): void;
}

export interface Wishes {
    /** Each time that a generation was asked into a scene by hand: scene uid and record id. */
    places: { scene: string; id: string }[];
    /** Generations that were stopped, or forgotten, by hand. */
    stopped: Set<string>;
    forgotten: Set<string>;
    /** Pictures, by asset id, of the jobs that were made elsewhere. */
    elsewhere: Set<string>;
}

let worlds = 0;

export async function openFaultWorld(shared: SharedEmulator, breakage: Breakage = {}): Promise<FaultWorld> {
    // A new browser: what an earlier one stored is not seen.
    globalThis.indexedDB = new IDBFactory();
    const clock = createVirtualClock();
    const { emulator, held } = shared;
    await shared.begin(clock);
    const certain = countCertainWork(clock);
    worlds += 1;
    const tabs: FaultTab[] = [];
    const world: FaultWorld = {
        clock,
        emulator,
        held,
        locks: createSharedLocks(),
        journal: createJournal(clock.now),
        points: createPoints(),
        trouble: createStorageTrouble(clock.now),
        network: { latency: 0, stalls: 0, offlineUntil: new Map() },
        room: { quota: undefined, used: undefined },
        requests: [],
        now: () => clock.now() + world.clockOffset,
        channelName: `faults-${worlds}`,
        messages: [],
        clockOffset: 0,
        tabs,
        openTabs: () => inOrder(tabs, world.acting),
        openTab: (pace = []) => {
            const tab = openFaultTab(`tab-${tabs.length + 1}`, { world, breakage, pace });
            tabs.push(tab);
            return tab;
        },
        acting: undefined,
        wishes: { places: [], stopped: new Set(), forgotten: new Set(), elsewhere: new Set() },
        close: () => {
            certain.dispose();
            for (const tab of tabs) {
                tab.die();
                tab.service.dispose();
                for (const scene of tab.scenes) {
                    scene.dispose();
                }
            }
        },
    };
    return world;
}

function inOrder(tabs: readonly FaultTab[], first: string | undefined): readonly FaultTab[] {
    const open = tabs.filter((tab) => !tab.isDead());
    return [...open.filter(({ name }) => name === first), ...open.filter(({ name }) => name !== first)];
}
