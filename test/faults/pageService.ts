import { connectScenario } from "../../plugin/generation/connectScenario";
import type { LedgerPorts } from "../../plugin/generation/openLedger";
import { createTabChannel, type TabChannel } from "../../plugin/generation/tabChannel";
import type { TabLocks } from "../../plugin/generation/tabLocks";
import { createScenarioClient, type ScenarioClient } from "../../plugin/scenario/scenarioClient";
import { createGenerateService, type GenerateService } from "../../plugin/state/generateService";
import type { VirtualClock } from "../unit/support/virtualClock";
import type { Surroundings } from "./faultWorld";
import type { Page } from "./page";
import { type DatabaseSurroundings, openPageDatabase } from "./pageDatabase";
import { createPageNetwork, watchPaidCalls } from "./pageNetwork";

/** A mistake put into the client or the ledger on purpose. */
export interface Breakage {
    client?: (client: ScenarioClient) => ScenarioClient;
    createLedger?: LedgerPorts["createLedger"];
    locks?: (locks: TabLocks) => TabLocks;
}

export interface PageServiceOptions {
    page: Page;
    surroundings: Surroundings & DatabaseSurroundings;
    breakage: Breakage;
    isHidden: () => boolean;
}

/** The pane's service as it is, with everything that it asks of the browser coming from the page and what is around it. */
export function createPageService({ page, surroundings, breakage, isHidden }: PageServiceOptions): GenerateService {
    const { clock, emulator, now } = surroundings;
    const delay: VirtualClock["delay"] = (ms, signal) => page.whileAlive(() => clock.delay(ms, signal));
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
    const watched = watchPaidCalls(client, page, surroundings);
    return createGenerateService({
        ...connectScenario("/nowhere", breakage.client?.(watched) ?? watched),
        now,
        delay,
        ports: createPorts(page, surroundings, breakage),
    });
}

function createPorts(
    page: Page,
    surroundings: Surroundings & DatabaseSurroundings,
    { createLedger, locks: breakLocks }: Breakage,
): Partial<LedgerPorts> {
    const locks = surroundings.locks.forTab(page.name);
    return {
        locks: breakLocks?.(locks) ?? locks,
        storage: {
            estimate: async () => ({ ...surroundings.room }),
            persist: async () => true,
            persisted: async () => true,
        },
        openDatabase: () => openPageDatabase(page, surroundings),
        openChannel: () => openPageChannel(page, surroundings),
        ...(createLedger && { createLedger }),
    };
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
