import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import { connectScenario } from "../../plugin/generation/connectScenario";
import type { LedgerPorts } from "../../plugin/generation/openLedger";
import { createTabChannel, type TabChannel } from "../../plugin/generation/tabChannel";
import type { TabLocks } from "../../plugin/generation/tabLocks";
import { createScenarioClient, type ScenarioClient } from "../../plugin/scenario/scenarioClient";
import type { ImportedModel } from "../../plugin/scene/importModel";
import { createGenerateService, type GenerateService } from "../../plugin/state/generateService";
import type { PaneState } from "../../plugin/state/paneState";
import type { Surroundings } from "./faultWorld";
import { createPage, type Page } from "./page";
import { openPageDatabase } from "./pageDatabase";
import { createPageNetwork, labelPaidCalls } from "./pageNetwork";

/** A mistake put into the client or the ledger on purpose. */
export interface Breakage {
    client?: (client: ScenarioClient) => ScenarioClient;
    createLedger?: LedgerPorts["createLedger"];
    locks?: (locks: TabLocks) => TabLocks;
}

/** A model as it was when it came into its scene. */
export interface PlacedModel {
    wrapper: ImportedModel["wrapper"];
    scene: Scene;
    jobId: string | undefined;
}

/** One page with the pane's service in it, and scenes. */
export interface FaultTab extends Page {
    service: GenerateService;
    state(): PaneState;
    readonly scenes: readonly Scene[];
    /** Every model that the service said it has placed here. */
    readonly placed: readonly PlacedModel[];
    /** How often the button was pressed, or a price above the threshold confirmed. */
    presses: number;
    isHidden: boolean;
    addScene(): Scene;
    /** Whether somebody looks at the pane. */
    look(isLooking: boolean): void;
    /** The service is disposed and made anew while the page lives on. */
    hotReload(): void;
}

/** The job that a node's model came from. */
export function jobOf({
    metadata,
}: {
    metadata?: { babylonScenario?: { jobId?: string } } | null;
}): string | undefined {
    return metadata?.babylonScenario?.jobId;
}

// Scenes need one each; it renders nothing and holds nothing of them.
Logger.LogLevels = Logger.ErrorLogLevel;
const engine = new NullEngine();

export function openFaultTab(name: string, surroundings: Surroundings, breakage: Breakage): FaultTab {
    const { clock, locks, points } = surroundings;
    const page = createPage(name);
    const scenes: Scene[] = [];
    const placed: PlacedModel[] = [];
    let stopWatching: () => void = () => undefined;
    page.onDeath(() => locks.kill(name));
    const startService = (): GenerateService => {
        const service = createService(page, surroundings, breakage, () => tab.isHidden);
        let importing = service.store.getState().importing;
        service.store.subscribe(() => {
            const before = importing;
            importing = service.store.getState().importing;
            if (importing !== before) {
                points.reach("import", name);
            }
        });
        service.onPlaced((wrapper) => placed.push({ wrapper, scene: wrapper.getScene(), jobId: jobOf(wrapper) }));
        scenes.forEach(service.addScene);
        service.open();
        stopWatching = service.watch();
        return service;
    };
    const addScene = (): Scene => {
        const scene = new Scene(engine);
        scenes.push(scene);
        return scene;
    };
    addScene();
    const tab: FaultTab = {
        ...page,
        // Made below, when there is a tab to look at.
        service: undefined as unknown as GenerateService,
        state: () => tab.service.store.getState(),
        scenes,
        placed,
        presses: 0,
        isHidden: false,
        addScene: () => {
            const scene = addScene();
            tab.service.addScene(scene);
            return scene;
        },
        look: (isLooking) => {
            stopWatching();
            stopWatching = isLooking ? tab.service.watch() : () => undefined;
        },
        hotReload: () => {
            tab.service.dispose();
            tab.service = startService();
        },
    };
    tab.service = startService();
    clock.standStillWhile(() => !page.isDead() && Object.keys(tab.state().importing).length > 0);
    return tab;
}

function createService(
    page: Page,
    surroundings: Surroundings,
    { client: breakClient = (client) => client, createLedger, locks: breakLocks = (locks) => locks }: Breakage,
    isHidden: () => boolean,
): GenerateService {
    const { clock, emulator, locks, room, now } = surroundings;
    const delay: typeof clock.delay = (ms, signal) => page.whileAlive(() => clock.delay(ms, signal));
    const client = createScenarioClient({
        baseUrl: emulator.apiUrl,
        credentials: emulator.credentials,
        fetch: createPageNetwork(page, surroundings),
        now,
        delay,
        startTimer: (ms, onEnd) => clock.startTimer(ms, () => page.isDead() || onEnd()),
        random: () => 0.5,
        isHidden,
    });
    return createGenerateService({
        ...connectScenario("/nowhere", breakClient(labelPaidCalls(client))),
        now,
        delay,
        ports: {
            locks: breakLocks(locks.forTab(page.name)),
            storage: {
                estimate: async () => ({ ...room }),
                persist: async () => true,
                persisted: async () => true,
            },
            openDatabase: () => openPageDatabase(page, surroundings),
            openChannel: () => openPageChannel(page, surroundings),
            ...(createLedger && { createLedger }),
        },
    });
}

/** The real channel, which a dead page neither hears nor uses. */
function openPageChannel(page: Page, { channelName, messages }: Surroundings): TabChannel {
    const channel = createTabChannel(channelName);
    page.onDeath(channel.close);
    const post: TabChannel["post"] = (message) => {
        if (!page.isDead()) {
            messages.push(JSON.stringify(message));
            channel.post(message);
        }
    };
    return { ...channel, post };
}
