import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Connection } from "../../../plugin/generation/connection";
import { openLedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import type { PaneContextOptions } from "../../../plugin/state/createPaneContext";
import { createGenerateService, type GenerateService } from "../../../plugin/state/generateService";
import type { PaneState } from "../../../plugin/state/paneState";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../emulator/tinyModelFile";
import { type CertainWork, countCertainWork } from "./certainWork";
import { createSharedLocks, type SharedLocks } from "./sharedLocks";
import { createTabDatabase, type StorageAccess } from "./tabDatabase";
import { createVirtualClock, type VirtualClock } from "./virtualClock";
import { watchBody } from "./watchBody";

/** One page with the pane's service in it. */
export interface Tab {
    name: string;
    service: GenerateService;
    state(): PaneState;
    /** Time passes until the state is as asked. */
    until(isSo: (state: PaneState) => boolean, limit?: number): Promise<void>;
    /** The page is gone without a word: nothing of it happens any more, and the browser frees its locks. */
    kill(): void;
    /** The page is left: it ends in order. */
    close(): void;
    /** Requests that left this tab, as "METHOD /path?query". */
    sent: readonly string[];
    /** Hidden tabs ask more rarely. */
    setHidden(isHidden: boolean): void;
}

/** A browser with tabs, its storage, and the service it talks to, in virtual time. */
export interface BrowserWorld {
    clock: VirtualClock;
    emulator: Emulator;
    locks: SharedLocks;
    /** What the browser says about its room, in bytes. */
    storage: { quota: number | undefined; used: number | undefined; persistent: boolean };
    openTab(options?: TabOptions): Promise<Tab>;
    close(): Promise<void>;
}

export interface TabOptions {
    account?: string;
    connection?: { name?: string; spends?: boolean; noSpend?: boolean };
    /** Instead of both: what the page is told when it asks, again and again until it hears an account. */
    readConnection?: () => Promise<Connection>;
    /** The page's own switch. */
    noSpend?: boolean;
    /** Makes stand-ins of pictures; nothing decodes the tests' pictures otherwise. */
    makeShape?: PaneContextOptions["makeShape"];
    /** Answers, delays or breaks a request before it leaves. */
    intercept?: (call: string) => Promise<Response> | undefined;
    /** What the browser's storage says to this page instead of working. */
    breakStorage?: (access: StorageAccess) => Error | undefined;
    /** Aborts do not reach the network, so that answers nobody waits for still come. */
    isDeaf?: boolean;
}

export async function openWorld(options: EmulatorOptions = {}): Promise<BrowserWorld> {
    // A new browser: what an earlier one stored is not seen.
    globalThis.indexedDB = new IDBFactory();
    const clock = createVirtualClock();
    const emulator = await startEmulator({
        now: clock.now,
        delay: clock.delay,
        createModelFile: makeTinyModel,
        ...options,
    });
    const certain = countCertainWork(clock);
    const locks = createSharedLocks();
    const storage: BrowserWorld["storage"] = { quota: undefined, used: undefined, persistent: false };
    const tabs = new Set<Tab>();
    let count = 0;
    const openTab: BrowserWorld["openTab"] = async (tabOptions = {}) => {
        const tab = startTab({ clock, certain, emulator, locks, storage }, `tab-${++count}`, tabOptions);
        tabs.add(tab);
        tab.service.open();
        await tab.until(({ ledger }) => ledger.status !== "opening");
        return tab;
    };
    return {
        clock,
        emulator,
        locks,
        storage,
        openTab,
        close: async () => {
            for (const tab of tabs) {
                tab.close();
            }
            certain.dispose();
            await emulator.close();
        },
    };
}

interface TabSurroundings extends Pick<BrowserWorld, "clock" | "emulator" | "locks" | "storage"> {
    certain: CertainWork;
}

function startTab(
    { clock, certain, emulator, locks, storage }: TabSurroundings,
    name: string,
    { account = "account", connection, intercept, isDeaf = false, ...options }: TabOptions,
): Tab {
    let isDead = false;
    let isHidden = false;
    const sent: string[] = [];
    const never = new Promise<never>(() => undefined);
    /** What a dead page waits for never comes. */
    const whileAlive = async <Value>(work: () => Promise<Value>): Promise<Value> => {
        const value = isDead ? never : await work().catch((error: unknown) => (isDead ? never : Promise.reject(error)));
        return isDead ? never : value;
    };
    const send: typeof fetch = (url, init) =>
        whileAlive(async () => {
            const { pathname, search } = new URL(String(url));
            const call = `${init?.method ?? "GET"} ${pathname.replace(/^\/v1/, "")}${search}`;
            sent.push(call);
            const heard = isDeaf ? { ...init, signal: null } : init;
            const response = await clock.during(intercept?.(call) ?? fetch(url, heard));
            // The model of a job that was just submitted is being made.
            void certain.count(emulator.control.filesMade());
            if (isDead) {
                // Nobody will read it.
                await response.body?.cancel();
            }
            return watchBody(clock, response);
        });
    const delay: VirtualClock["delay"] = (ms, signal) => whileAlive(() => clock.delay(ms, signal));
    const { apiUrl: baseUrl, credentials } = emulator;
    const client = createScenarioClient({
        baseUrl,
        credentials,
        fetch: send,
        now: clock.now,
        delay,
        startTimer: (ms, onEnd) => clock.startTimer(ms, () => isDead || onEnd()),
        random: () => 0.5,
        isHidden: () => isHidden,
    });
    const service = createGenerateService({
        client,
        readConnection:
            options.readConnection ?? (async () => ({ name: "Emulator", spends: false, ...connection, account })),
        noSpend: options.noSpend,
        ...(options.makeShape && { makeShape: options.makeShape }),
        now: clock.now,
        delay,
        ports: {
            locks: locks.forTab(name),
            openDatabase: () =>
                createTabDatabase({
                    database: openLedgerDatabase(),
                    whileAlive: (work) => whileAlive(() => clock.during(work())),
                    breakStorage: options.breakStorage,
                }),
            storage: {
                estimate: async () => ({ quota: storage.quota, used: storage.used }),
                persist: async () => {
                    storage.persistent = true;
                    return true;
                },
                persisted: async () => storage.persistent,
            },
        },
    });
    const state = () => service.store.getState();
    clock.standStillWhile(() => !isDead && Object.keys(state().importing).length > 0);
    clock.standStillWhile(() => !isDead && state().picture.status === "reading");
    return {
        name,
        service,
        state,
        until: (isSo, limit) => clock.run(() => isSo(state()), limit),
        kill: () => {
            isDead = true;
            locks.kill(name);
        },
        close: () => {
            service.dispose();
            locks.kill(name);
        },
        sent,
        setHidden: (hidden) => {
            isHidden = hidden;
        },
    };
}
